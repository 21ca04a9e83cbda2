import type { Floats, Offset } from './arena.js';
import type { ChannelShape, GroupShape } from './map-kernels.js';
import { countUnder, eachUnderWindow, mapRows, windowRows } from './reference-windows.js';

/** The largest value under the window. */
export function maxPoolForward(a: Floats, x: Offset, out: Offset, shape: ChannelShape): void {
  const { columns } = shape;
  a.fill(Number.NEGATIVE_INFINITY, out, out + windowRows(shape) * columns);
  eachUnderWindow(shape, (row, from) => {
    for (let c = 0; c < columns; c++) {
      const to = out + row * columns + c;
      a[to] = Math.max(a[to] as number, a[x + from * columns + c] as number);
    }
  });
}

/** The gradient goes to the first of the largest values, as PyTorch has it. */
export function maxPoolBackward(
  a: Floats,
  { x, out, dout, dx }: { readonly x: Offset; readonly out: Offset; dout: Offset; dx: Offset },
  shape: ChannelShape,
): void {
  const { columns } = shape;
  a.fill(0, dx, dx + mapRows(shape) * columns);
  for (let c = 0; c < columns; c++) {
    let done = -1;
    eachUnderWindow(shape, (row, from) => {
      const place = row * columns + c;
      const source = from * columns + c;
      if (row === done || a[x + source] !== a[out + place]) return;
      a[dx + source] = (a[dx + source] as number) + (a[dout + place] as number);
      done = row;
    });
  }
}

/** The mean of what lies under the window. */
export function averagePoolForward(a: Floats, x: Offset, out: Offset, shape: ChannelShape): void {
  const { columns } = shape;
  a.fill(0, out, out + windowRows(shape) * columns);
  eachUnderWindow(shape, (row, from) => {
    const count = countUnder(shape, row);
    for (let c = 0; c < columns; c++) {
      const to = out + row * columns + c;
      a[to] = (a[to] as number) + (a[x + from * columns + c] as number) / count;
    }
  });
}

export function averagePoolBackward(
  a: Floats,
  dout: Offset,
  dx: Offset,
  shape: ChannelShape,
): void {
  const { columns } = shape;
  a.fill(0, dx, dx + mapRows(shape) * columns);
  eachUnderWindow(shape, (row, from) => {
    const count = countUnder(shape, row);
    for (let c = 0; c < columns; c++) {
      const to = dx + from * columns + c;
      a[to] = (a[to] as number) + (a[dout + row * columns + c] as number) / count;
    }
  });
}

/** The mean of each map. */
export function globalPoolForward(
  a: Floats,
  x: Offset,
  out: Offset,
  { examples, places, columns }: Omit<GroupShape, 'groups'>,
): void {
  a.fill(0, out, out + examples * columns);
  for (let i = 0; i < examples * places * columns; i++) {
    const to = out + Math.floor(i / columns / places) * columns + (i % columns);
    a[to] = (a[to] as number) + (a[x + i] as number) / places;
  }
}

export function globalPoolBackward(
  a: Floats,
  dout: Offset,
  dx: Offset,
  { examples, places, columns }: Omit<GroupShape, 'groups'>,
): void {
  for (let i = 0; i < examples * places * columns; i++) {
    const from = dout + Math.floor(i / columns / places) * columns + (i % columns);
    a[dx + i] = (a[from] as number) / places;
  }
}
