// The screens of the console: place, icon, key, and how each is fetched. The one list from which sidebar, router,
// palette and `g` keys come. A screen is a part of the program of its own, fetched when it is first shown, or when idle.
import type { Component } from 'svelte';
import type { IconName } from '$lib/icons';
// Part of the start: the console opens on it.
import Overview from '../features/overview/Screen.svelte';

export interface ScreenEntry {
  /** First part of the address, and the name of its words and icon. */
  place: ScreenPlace;
  /** The letter after `g`. */
  letter: string;
  load: () => Promise<{ default: Component }>;
  /** The screen itself, where it is part of the start. */
  here?: Component;
  /** Shows one month, which the header switches. */
  byMonth?: boolean;
  /** The lower group of the sidebar. */
  house?: boolean;
  /** Makes sense without an open account. */
  always?: boolean;
}

export type ScreenPlace = Extract<IconName, 'overview' | 'usage' | 'quotas' | 'invoices' | 'payment-methods' | 'plans' | 'accounts' | 'audit' | 'settings'>;

export const SCREENS: readonly ScreenEntry[] = [
  { place: 'overview', letter: 'o', load: () => Promise.resolve({ default: Overview }), here: Overview, byMonth: true },
  { place: 'usage', letter: 'u', load: () => import('../features/usage/Screen.svelte'), byMonth: true },
  { place: 'quotas', letter: 'q', load: () => import('../features/quotas/Screen.svelte') },
  { place: 'invoices', letter: 'i', load: () => import('../features/invoices/Screen.svelte') },
  { place: 'payment-methods', letter: 'p', load: () => import('../features/payment-methods/Screen.svelte') },
  { place: 'plans', letter: 'l', load: () => import('../features/plans/Screen.svelte') },
  { place: 'accounts', letter: 'a', load: () => import('../features/accounts/Screen.svelte'), house: true, always: true },
  { place: 'audit', letter: 't', load: () => import('../features/audit/Screen.svelte'), house: true },
  { place: 'settings', letter: 's', load: () => import('../features/settings/Screen.svelte'), house: true, always: true },
];

/** The screen of an address's first part; none for an address of nothing. */
export function screenAt(part: string | undefined): ScreenEntry | undefined {
  return SCREENS.find((entry) => entry.place === (part ?? 'overview'));
}
