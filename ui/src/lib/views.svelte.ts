// Saved views of a screen: an address query and a layout of columns under a name; and what the screen showed last.
import { untrack } from 'svelte';
import { deskIsReady, deskNote, keepNote } from './desk.svelte';
import type { Layout } from './layout.svelte';
import { replaceQuery, route } from './route.svelte';

export interface View {
  name: string;
  query: Record<string, string>;
  /** By table; a table that it does not name keeps its layout. */
  layouts: Record<string, Layout | undefined>;
  /** Shown when the screen is opened. */
  usual?: boolean;
}

/** What belongs to the moment and not to a view: the header's month, a day, a page or a row that was opened. */
const OF_THE_MOMENT = ['month', 'day', 'open', 'import', 'kind', 'line', 'page'];

/** The saved views of a screen, in the order of their names. */
export function viewsOf(screen: string): readonly View[] {
  return deskNote<View[]>(`views.${screen}`) ?? [];
}

/** Saves a view; one of the same name is replaced. `tables` are the tables whose columns belong to it. */
export function saveView(screen: string, name: string, query: Record<string, string>, tables: readonly string[]): void {
  const layouts = Object.fromEntries(tables.map((table) => [table, deskNote<Layout>(`columns.${table}`)]));
  const former = viewsOf(screen).find((view) => view.name === name);
  keep(screen, [...viewsOf(screen).filter((view) => view.name !== name), { name, query: lasting(query), layouts, usual: former?.usual }]);
}

export function renameView(screen: string, name: string, to: string): void {
  const others = viewsOf(screen).filter((view) => view.name !== to || view.name === name);
  keep(screen, others.map((view) => (view.name === name ? { ...view, name: to } : view)));
}

export function deleteView(screen: string, name: string): void {
  keep(screen, viewsOf(screen).filter((view) => view.name !== name));
}

/** Makes a view the one that the screen opens with, or no view. */
export function setUsual(screen: string, name: string | null): void {
  keep(screen, viewsOf(screen).map((view) => ({ ...view, usual: view.name === name })));
}

/** Shows a view: its query in the address, its columns in their tables. */
export function showView(view: View): void {
  for (const [table, layout] of Object.entries(view.layouts)) keepNote(`columns.${table}`, layout);
  replaceQuery(view.query);
}

/** The query without what belongs to the moment. */
export function lasting(query: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter(([key]) => !OF_THE_MOMENT.includes(key)));
}

/** Whether an address shows what a view shows. */
export function isShown(view: View, query: Record<string, string>): boolean {
  const [a, b] = [view.query, lasting(query)].map((one) => JSON.stringify(Object.entries(one).sort()));
  return a === b;
}

/**
 * Remembers what a screen shows, and restores it when the screen is opened without a query: its usual view, else what
 * it showed last. Call it once in the screen; it says when the screen may ask its questions.
 */
export function rememberScreen(screen: string): { ready: boolean } {
  let restored = $state(false);
  const place = route.parts.join('/');
  $effect(() => {
    if (restored || !deskIsReady()) return;
    untrack(() => {
      if (Object.keys(route.query).length === 0) restore(screen);
      restored = true;
    });
  });
  $effect(() => {
    const shown = lasting({ ...route.query });
    if (!restored || route.parts.join('/') !== place) return;
    // Only what the person changes is remembered: another account that is opened meanwhile has filters of its own.
    untrack(() => deskIsReady() && keepNote(`filters.${screen}`, shown));
  });
  return {
    get ready() {
      return restored;
    },
  };
}

function restore(screen: string): void {
  const usual = viewsOf(screen).find((view) => view.usual);
  if (usual) return showView(usual);
  const last = deskNote<Record<string, string>>(`filters.${screen}`);
  if (last && Object.keys(last).length > 0) replaceQuery(last, true);
}

function keep(screen: string, views: View[]): void {
  const inOrder = views.sort((a, b) => a.name.localeCompare(b.name));
  keepNote(`views.${screen}`, inOrder.length > 0 ? inOrder : undefined);
}
