/** Values along steps, as one line of the plot. */
export interface Series {
  readonly mark: string;
  readonly name: string;
  readonly values: readonly number[];
}

const WIDTH = 60;
const HEIGHT = 12;

/** Series over their steps, on a logarithmic scale when asked; a legend below. Values that are not finite are left out. */
export function linePlot(series: readonly Series[], scale: 'linear' | 'log' = 'linear'): string[] {
  const level = (value: number) => (scale === 'log' ? Math.log10(Math.max(value, 1e-12)) : value);
  const levels = series.flatMap(({ values }) => values.map(level).filter(Number.isFinite));
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  const grid = Array.from({ length: HEIGHT }, () => Array<string>(WIDTH).fill(' '));
  for (const { mark, values } of series) {
    for (let x = 0; x < WIDTH; x++) {
      const value = level(
        values[Math.round((x / (WIDTH - 1)) * (values.length - 1))] ?? Number.NaN,
      );
      const y = Math.round(((high - value) / (high - low || 1)) * (HEIGHT - 1));
      const row = grid[y];
      if (row) row[x] = mark;
    }
  }
  const shown = (value: number) => (scale === 'log' ? 10 ** value : value).toPrecision(2);
  const edge = (y: number) => (y === 0 ? shown(high) : y === HEIGHT - 1 ? shown(low) : '');
  const rows = grid.map((row, y) => `${edge(y).padStart(8)} │${row.join('')}`);
  const legend = series.map(({ mark, name }) => `${mark} ${name}`).join('   ');
  return [...rows, `${' '.repeat(8)} └${'─'.repeat(WIDTH)}`, `${' '.repeat(10)}${legend}`];
}

/** A point of the plane with its mark. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly mark: string;
}

/** The square from −1 to 1: a dot where `region` is true, points above it. */
export function planePlot(
  region: (x: number, y: number) => boolean,
  points: readonly Point[],
): string[] {
  const [columns, rows] = [48, 20];
  const grid = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column): string => {
      const x = (2 * column) / (columns - 1) - 1;
      return region(x, 1 - (2 * row) / (rows - 1)) ? '·' : ' ';
    }),
  );
  for (const { x, y, mark } of points) {
    const row = grid[Math.round(((1 - y) / 2) * (rows - 1))];
    const column = Math.round(((x + 1) / 2) * (columns - 1));
    if (row && column >= 0 && column < columns) row[column] = mark;
  }
  return grid.map((row) => `  ${row.join('')}`);
}

/** One bar a value, the longest as wide as the plot. */
export function barPlot(
  bars: readonly { readonly name: string; readonly value: number }[],
): string[] {
  const longest = Math.max(...bars.map(({ value }) => value));
  const width = Math.max(...bars.map(({ name }) => name.length));
  return bars.map(({ name, value }) => {
    const length = Math.max(1, Math.round((value / longest) * 40));
    return `  ${name.padStart(width)} ${'█'.repeat(length)} ${value.toPrecision(3)}`;
  });
}
