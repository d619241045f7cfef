// What a method is called on this screen, and what can be asked of it.
import type { PaymentMethodRow, RoleChangeKind } from '$api/bindings';

export type Deed = RoleChangeKind | 'remove';

/** `Visa ···· 4242`; the name when the token told neither. */
export function labelOf({ name, brand, last_four }: Pick<PaymentMethodRow, 'name' | 'brand' | 'last_four'>): string {
  return [brand, last_four && `···· ${last_four}`].filter(Boolean).join(' ') || name;
}

/** The deeds that would change something for this method, in the order of the menu. */
export function deedsOf(method: Pick<PaymentMethodRow, 'name' | 'role'>, methods: readonly Pick<PaymentMethodRow, 'name' | 'role'>[]): Deed[] {
  const hasOtherPrimary = methods.some((other) => other.role === 'primary' && other.name !== method.name);
  const deeds: Deed[] = [];
  if (method.role !== 'primary') deeds.push('primary');
  // Without a primary there is nothing to swap with.
  if (hasOtherPrimary) deeds.push('swap_primary');
  if (method.role !== 'secondary') deeds.push('secondary');
  return [...deeds, 'remove'];
}
