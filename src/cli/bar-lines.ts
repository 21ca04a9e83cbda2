import { plainText } from '../util/plain-text.js';

/** A line of a drawing: a name, what stands behind it, and how long its bar is. */
export interface BarLine {
  readonly name: string;
  readonly cells: readonly string[];
  readonly size: number;
}

/** Bars need not be longer, where lines are endless. */
const MOST_WIDTH = 80;
const LEAST_NAME = 10;
const LEAST_BAR = 5;

/** Lines side by side, with bars as long as their sizes; names are cut first. */
export function barLines(lines: readonly BarLine[], given: number): string[] {
  const width = Math.min(MOST_WIDTH, given);
  const named = lines.map((line) => ({ ...line, name: plainText(line.name) }));
  const longest = Math.max(0, ...named.map(({ name }) => name.length));
  const columns = (lines[0]?.cells ?? []).map((_, i) =>
    Math.max(...lines.map(({ cells }) => cells[i]?.length ?? 0)),
  );
  const cells = columns.reduce((sum, own) => sum + own + 2, 0);
  const names = Math.min(longest, Math.max(LEAST_NAME, width - cells - LEAST_BAR - 2));
  const room = width - names - cells - 2;
  const most = Math.max(...lines.map(({ size }) => size));
  return named.map(({ name, cells: own, size }) => {
    const cut = name.length > names ? `${name.slice(0, names - 1)}…` : name.padEnd(names);
    const bar = room >= LEAST_BAR && most > 0 ? '█'.repeat(Math.round((room * size) / most)) : '';
    const padded = own.map((cell, i) => cell.padStart(columns[i] ?? 0));
    return [cut, ...padded, bar].join('  ').trimEnd();
  });
}
