// The screens of the console: place, icon, key. The one list from which sidebar, router, palette and `g` keys come.
import type { Component } from 'svelte';
import type { IconName } from '$lib/icons';
import Accounts from '../features/accounts/Screen.svelte';
import Audit from '../features/audit/Screen.svelte';
import Invoices from '../features/invoices/Screen.svelte';
import Overview from '../features/overview/Screen.svelte';
import PaymentMethods from '../features/payment-methods/Screen.svelte';
import Plans from '../features/plans/Screen.svelte';
import Quotas from '../features/quotas/Screen.svelte';
import Usage from '../features/usage/Screen.svelte';

export interface ScreenEntry {
  /** First part of the address, and the name of its words and icon. */
  place: ScreenPlace;
  /** The letter after `g`. */
  letter: string;
  component: Component;
  /** Shows one month, which the header switches. */
  byMonth?: boolean;
  /** The lower group of the sidebar. */
  house?: boolean;
}

export type ScreenPlace = Extract<IconName, 'overview' | 'usage' | 'quotas' | 'invoices' | 'payment-methods' | 'plans' | 'accounts' | 'audit'>;

export const SCREENS: readonly ScreenEntry[] = [
  { place: 'overview', letter: 'o', component: Overview, byMonth: true },
  { place: 'usage', letter: 'u', component: Usage, byMonth: true },
  { place: 'quotas', letter: 'q', component: Quotas },
  { place: 'invoices', letter: 'i', component: Invoices },
  { place: 'payment-methods', letter: 'p', component: PaymentMethods },
  { place: 'plans', letter: 'l', component: Plans },
  { place: 'accounts', letter: 'a', component: Accounts, house: true },
  { place: 'audit', letter: 't', component: Audit, house: true },
];
