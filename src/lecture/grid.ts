/** Rows of values: a picture of one colour, a kernel or a map. */
export type Grid = readonly (readonly number[])[];

/** A grid of so many rows and columns. */
export function gridOf(
  height: number,
  width: number,
  valueAt: (x: number, y: number) => number,
): Grid {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => valueAt(x, y)),
  );
}

/** Each value as one sign. */
export function drawGrid(grid: Grid, signOf: (value: number, x: number, y: number) => string) {
  return grid.map((row, y) => row.map((value, x) => signOf(value, x, y)).join(''));
}

/** Whole numbers in columns of this width, a dot for zero. */
export function writeGrid(grid: Grid, width = 3): string[] {
  return grid.map((row) =>
    row.map((value) => (value === 0 ? '·' : `${value}`).padStart(width)).join(''),
  );
}

/** Blocks of lines next to each other, each under its title. */
export function besideEachOther(
  blocks: readonly { readonly title: string; readonly lines: readonly string[] }[],
  gap = 4,
): string[] {
  const tall = Math.max(...blocks.map(({ lines }) => lines.length));
  const padded = blocks.map(({ title, lines }) => {
    const width = Math.max(title.length, ...lines.map((line) => line.length));
    return [title, ...lines, ...Array<string>(tall - lines.length).fill('')].map((line) =>
      line.padEnd(width),
    );
  });
  return Array.from({ length: tall + 1 }, (_, i) =>
    `  ${padded.map((lines) => lines[i]).join(' '.repeat(gap))}`.trimEnd(),
  );
}
