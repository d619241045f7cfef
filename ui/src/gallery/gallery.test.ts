import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { expect, it } from 'vitest';
import Gallery from './Gallery.svelte';

const COMPONENTS = Object.keys(import.meta.glob('../components/*.svelte')).map((path) => path.split('/').at(-1) ?? '');
const SOURCES = import.meta.glob<string>('../components/*.svelte', { query: '?raw', import: 'default', eager: true });
/** Parts of another component, which is shown. */
const PARTS: Record<string, string> = { 'LateMenu.svelte': 'ExportMenu.svelte', 'ExportEntries.svelte': 'ExportMenu.svelte', 'Former.svelte': 'Loaded.svelte' };
const PAGES = import.meta.glob<string>('./*.svelte', { query: '?raw', import: 'default', eager: true });

it('shows every component', () => {
  expect(COMPONENTS.length).toBeGreaterThan(30);
  const pages = Object.values(PAGES).join('\n');
  expect(COMPONENTS.filter((name) => !pages.includes(`$components/${PARTS[name] ?? name}'`))).toEqual([]);
  for (const [part, whole] of Object.entries(PARTS)) expect(SOURCES[`../components/${whole}`]).toContain(`./${part}'`);
});

it('stands, with its states and its hundred thousand rows', async () => {
  render(Gallery);
  expect(screen.getByRole('heading', { level: 1, name: 'Gallery' })).toBeInTheDocument();
  expect(screen.getByRole('grid', { name: 'Many' })).toHaveAttribute('aria-rowcount', '100001');
  expect(screen.getByRole('grid', { name: 'Records' })).toHaveAttribute('aria-multiselectable', 'true');
  const records = within(screen.getByRole('grid', { name: 'Records' }));
  await fireEvent.click(records.getByRole('checkbox', { name: 'Select all rows' }));
  expect(records.getAllByRole('row', { selected: true })).toHaveLength(3);
}, 30_000);
