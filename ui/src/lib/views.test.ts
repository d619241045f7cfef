import { beforeEach, expect, it } from 'vitest';
import { deskNote, layDesk } from './desk.svelte';
import { deleteView, isShown, lasting, renameView, saveView, setUsual, viewsOf } from './views.svelte';

beforeEach(() => layDesk([{ key: 'columns.usage', value: '{"hidden":["unit"]}' }], async () => undefined));
const names = () => viewsOf('usage').map((view) => view.name);

it('keeps what is shown under a name, in the order of the names, and replaces one of the same name', () => {
  saveView('usage', 'Year', { grain: 'month' }, ['usage']);
  saveView('usage', 'Day', { grain: 'day' }, []);
  saveView('usage', 'Year', { grain: 'month', group_by: 'namespace' }, ['usage']);
  expect(names()).toEqual(['Day', 'Year']);
  expect(viewsOf('usage')[1]).toMatchObject({ query: { grain: 'month', group_by: 'namespace' }, layouts: { usage: { hidden: ['unit'] } } });
});

it('never keeps the month or the day', () => {
  expect(lasting({ month: '2026-03', day: '2026-03-19', grain: 'hour' })).toEqual({ grain: 'hour' });
  saveView('usage', 'Hours', { month: '2026-03', grain: 'hour' }, []);
  const [view] = viewsOf('usage');
  expect(view && isShown(view, { grain: 'hour', month: '2025-01' })).toBe(true);
  expect(view && isShown(view, { grain: 'day' })).toBe(false);
});

it('opens with one view at most, renames and deletes', () => {
  saveView('usage', 'a', {}, []);
  saveView('usage', 'b', {}, []);
  setUsual('usage', 'a');
  setUsual('usage', 'b');
  expect(viewsOf('usage').filter((view) => view.usual).map((view) => view.name)).toEqual(['b']);
  renameView('usage', 'b', 'c');
  expect(names()).toEqual(['a', 'c']);
  deleteView('usage', 'a');
  deleteView('usage', 'c');
  expect(deskNote('views.usage')).toBeUndefined();
});
