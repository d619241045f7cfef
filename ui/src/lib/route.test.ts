import { afterEach, beforeEach, expect, it } from 'vitest';
import { followAddress, href, route, setQuery } from './route.svelte';

let stop: () => void;
beforeEach(() => (stop = followAddress()));
afterEach(() => stop());

function visit(hash: string) {
  location.hash = hash;
  window.dispatchEvent(new Event('hashchange'));
}

it('writes and reads a place with odd names', () => {
  const link = href('invoices', 'INV 1/2', { tab: 'overdue', search: null });
  expect(link).toBe('#/invoices/INV%201%2F2?tab=overdue');
  visit(link);
  expect(route.parts).toEqual(['invoices', 'INV 1/2']);
  expect(route.query).toEqual({ tab: 'overdue' });
});

it('changes one part of the query and leaves the rest', () => {
  visit('#/usage?grain=day&namespace=shop');
  setQuery({ namespace: null, grain: 'hour' }, true);
  expect(route.query).toEqual({ grain: 'hour' });
});
