import { describe, expect, it } from 'vitest';
import { markAt, parseDrawing, step, type Mark } from './chart';

const mark = (category: string, series: string, x: number, y: number): Mark => ({
  x, y, w: 10, h: 10, category, series, label: category, value: '1.00',
});
// Two days, two series each; the lower series first, as Rust stacks them.
const marks = [mark('1', 'a', 0, 20), mark('1', 'b', 0, 5), mark('2', 'a', 20, 20), mark('2', 'b', 20, 5)];

describe('stepping', () => {
  it('goes along the days in one series and through the series of one day', () => {
    expect(step(marks, 0, 'ArrowRight')).toBe(2);
    expect(step(marks, 2, 'ArrowUp')).toBe(3);
    expect(step(marks, 3, 'ArrowLeft')).toBe(1);
    expect(step(marks, 1, 'Home')).toBe(1);
    expect(step(marks, 1, 'End')).toBe(3);
  });

  it('starts at the first mark and stays at the ends', () => {
    expect(step(marks, -1, 'ArrowRight')).toBe(0);
    expect(step(marks, 2, 'ArrowRight')).toBe(2);
    expect(step([], -1, 'ArrowRight')).toBe(-1);
  });
});

describe('pointing', () => {
  it('finds the mark under the pointer, else the nearest in its column', () => {
    expect(markAt(marks, 25, 8)).toBe(3);
    expect(markAt(marks, 5, 80)).toBe(0);
    expect(markAt(marks, 60, 8)).toBe(-1);
  });
});

describe('the drawing', () => {
  it('becomes a node without anything that could act', () => {
    const node = parseDrawing('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script><rect class="v1"/></svg>');
    expect(node.querySelector('rect')?.getAttribute('class')).toBe('v1');
    expect(node.querySelector('script')).toBeNull();
  });

  it('is refused when it is something else', () => {
    expect(() => parseDrawing('<html xmlns="http://www.w3.org/1999/xhtml"/>')).toThrow();
  });
});
