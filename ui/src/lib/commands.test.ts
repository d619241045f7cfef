import { afterEach, expect, it, vi } from 'vitest';
import { act, canDo, chooseKeys, handle, keysOf, register, runCommand, takenBy, type Command } from './commands.svelte';

const usage: Command = { id: 'go.usage', label: () => 'Usage', keys: 'g u', icon: 'usage', run: vi.fn() };
const print: Command = { id: 'print', label: () => 'Print', keys: 'Ctrl+p', icon: 'print', can: () => canDo('print'), run: () => act('print') };
const leave: (() => void)[] = [];

afterEach(() => {
  leave.splice(0).forEach((deed) => deed());
  chooseKeys({});
  vi.clearAllMocks();
});

it('runs a command by its id, and none that nobody registered', () => {
  leave.push(register([usage]));
  runCommand('go.usage');
  runCommand('go.nowhere');
  expect(usage.run).toHaveBeenCalledOnce();
});

it('gives a word to whoever offered it last, and to nobody once the screen has gone', () => {
  leave.push(register([print]));
  const [under, over] = [vi.fn(), vi.fn()];
  runCommand('print');
  const leaveUnder = handle('print', under);
  const leaveOver = handle('print', over);
  runCommand('print');
  leaveOver();
  runCommand('print');
  leaveUnder();
  runCommand('print');
  expect([under.mock.calls.length, over.mock.calls.length]).toEqual([1, 1]);
});

it('knows the keys that were chosen, and who has them', () => {
  leave.push(register([usage, print]));
  expect(takenBy('g u', 'print')?.id).toBe('go.usage');
  chooseKeys({ 'go.usage': 'g x' });
  expect(keysOf(usage)).toBe('g x');
  expect(takenBy('g u', 'print')).toBeUndefined();
  expect(takenBy('g x', 'go.usage')).toBeUndefined();
});
