import { expect, it } from 'vitest';
import type { Command } from '$lib/commands.svelte';
import en from './en';
import { menusOf } from './menu';

const command = (id: string, more: Partial<Command>): Command => ({ id, label: () => id, icon: 'find', run: () => {}, ...more });

it('puts commands into their menus, with a line where one is wanted', () => {
  const menus = menusOf([command('export', { menu: 'file', keys: 'Ctrl+e' }), command('cover', { menu: 'file', parted: true, can: () => false }), command('hidden', {})], en);
  expect(menus.map((menu) => menu.label)).toEqual(['File']);
  expect(menus[0]?.entries.map(({ id, keys, enabled }) => [id, keys, enabled])).toEqual([
    ['export', 'Ctrl+e', true],
    [null, null, false],
    ['cover', null, false],
  ]);
});

it('gives the menu bar no key that a text field or typing needs', () => {
  const keys = ['Ctrl+z', 'Ctrl+Shift+z', 'g u', '?', '/', 'F5', 'Ctrl+p'];
  const menus = menusOf(keys.map((key) => command(key, { menu: 'edit', keys: key })), en);
  expect(menus[0]?.entries.map((entry) => entry.keys)).toEqual([null, null, null, null, null, 'F5', 'Ctrl+p']);
});
