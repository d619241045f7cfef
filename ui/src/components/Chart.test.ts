import { fireEvent, render, screen } from '@testing-library/svelte';
import { expect, it, vi } from 'vitest';
import type { Chart as ChartData } from '$lib/chart';
import Chart from './Chart.svelte';

const mark = (category: string, x: number, value: string | null) => ({
  x, y: 10, w: 20, h: 50, series: 'CE', category, label: category, value,
});
const chart: ChartData = {
  svg: '<svg xmlns="http://www.w3.org/2000/svg" class="chart"><rect class="v1 piece"/></svg>',
  width: 100,
  height: 80,
  marks: [mark('1 Mar', 0, '1234.50'), mark('2 Mar', 30, null)],
  legend: [],
  table: { category_heading: 'Day', columns: [], rows: [] },
  unit: 'USD',
  notes: [],
  axis_start: null,
  summary: null,
};

function shown(onopen = vi.fn()) {
  const { container } = render(Chart, { chart, label: 'Amount a day', height: 80, onsize: vi.fn(), onopen });
  return { container, onopen, plot: screen.getByRole('application', { name: 'Amount a day' }) };
}

it('shows the drawing and steps through its marks by keyboard', async () => {
  const { container, plot } = shown();
  expect(container.querySelector('rect')).toHaveClass('v1', 'piece');
  await fireEvent.keyDown(plot, { key: 'ArrowRight' });
  expect(container.querySelector('.tip')).toHaveTextContent('USD 1,234.50');
  expect(container.querySelector('[aria-live]')).toHaveTextContent('CE, 1 Mar: USD 1,234.50');
});

it('never shows the unknown as zero', async () => {
  const { container, plot } = shown();
  await fireEvent.keyDown(plot, { key: 'End' });
  await fireEvent.keyDown(plot, { key: 'End' });
  expect(container.querySelector('.tip')).toHaveTextContent('unknown');
});

it('opens the mark that Enter is pressed on', async () => {
  const { onopen, plot } = shown();
  await fireEvent.keyDown(plot, { key: 'Enter' });
  expect(onopen).not.toHaveBeenCalled();
  await fireEvent.keyDown(plot, { key: 'ArrowRight' });
  await fireEvent.keyDown(plot, { key: 'Enter' });
  expect(onopen).toHaveBeenCalledWith(chart.marks[0]);
});

it('selects a stretch with Shift and shows it alone with Enter', async () => {
  const onbrush = vi.fn();
  render(Chart, { chart, label: 'Amount a day', height: 80, onsize: vi.fn(), onbrush });
  const plot = screen.getByRole('application', { name: 'Amount a day' });
  await fireEvent.keyDown(plot, { key: 'ArrowRight' });
  await fireEvent.keyDown(plot, { key: 'ArrowRight', shiftKey: true });
  await fireEvent.keyDown(plot, { key: 'Enter' });
  expect(onbrush).toHaveBeenCalledWith(chart.marks[0], chart.marks[1]);
});

it('keeps a pinned value while another is read', async () => {
  const { container, plot } = shown();
  await fireEvent.keyDown(plot, { key: 'ArrowRight' });
  await fireEvent.keyDown(plot, { key: 'p' });
  await fireEvent.keyDown(plot, { key: 'ArrowRight' });
  expect(container.querySelector('.tip.pin')).toHaveTextContent('USD 1,234.50');
  expect(container.querySelectorAll('.tip')).toHaveLength(2);
});
