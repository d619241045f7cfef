import { fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { display } from '$lib/display.svelte';
import DayField from './DayField.svelte';

afterEach(() => {
  Object.assign(display, { language: 'en', buddhist: true });
});

const field = () => screen.getByRole<HTMLInputElement>('textbox');

it('shows a day as days are written here, and follows language and era', async () => {
  render(DayField, { label: 'Day', value: '2026-03-19', onchange: vi.fn() });
  expect(field()).toHaveValue('19 Mar 2026');
  display.language = 'th';
  await vi.waitFor(() => expect(field()).toHaveValue('19 มี.ค. 2569'));
  display.buddhist = false;
  await vi.waitFor(() => expect(field()).toHaveValue('19 มี.ค. 2026'));
});

it('tells a typed day once, and never what is no day', async () => {
  const onchange = vi.fn();
  render(DayField, { label: 'Day', value: '', onchange });
  await fireEvent.input(field(), { target: { value: '31 Feb 2026' } });
  await fireEvent.change(field());
  expect(field()).toBeInvalid();
  expect(field().validationMessage).toContain('Not a day');
  expect(onchange).not.toHaveBeenCalled();
  await fireEvent.input(field(), { target: { value: '28/02/2026' } });
  await fireEvent.change(field());
  expect(onchange.mock.calls).toEqual([['2026-02-28']]);
});

it('tells that it was emptied', async () => {
  const onchange = vi.fn();
  render(DayField, { label: 'Day', value: '2026-03-19', onchange });
  await fireEvent.input(field(), { target: { value: '' } });
  await fireEvent.keyDown(field(), { key: 'Enter' });
  expect(onchange.mock.calls).toEqual([['']]);
});
