import type { Floats, Offset } from './arena.js';
import type { ChannelShape, ConvolutionShape } from './map-kernels.js';
import { eachUnderWindow, mapRows, windowRows } from './reference-windows.js';

/** out = x ∗ w + b. */
export function convolutionForward(
  a: Floats,
  { x, w, b, out }: { readonly x: Offset; readonly w: Offset; b: Offset; out: Offset },
  shape: ConvolutionShape,
): void {
  const { inputs, outputs } = shape;
  repeatRow(a, b, out, windowRows(shape), outputs);
  eachUnderWindow(shape, (row, from, place) => {
    const o = out + row * outputs;
    for (let i = 0; i < inputs; i++) {
      const value = a[x + from * inputs + i] as number;
      const wi = w + (place * inputs + i) * outputs;
      for (let j = 0; j < outputs; j++) {
        a[o + j] = (a[o + j] as number) + value * (a[wi + j] as number);
      }
    }
  });
}

/** dx = dout, spread by w over all that each of its places has read. */
export function convolutionBackwardInput(
  a: Floats,
  dout: Offset,
  w: Offset,
  dx: Offset,
  shape: ConvolutionShape,
): void {
  const { inputs, outputs } = shape;
  a.fill(0, dx, dx + mapRows(shape) * inputs);
  eachUnderWindow(shape, (row, from, place) => {
    const d = dout + row * outputs;
    for (let i = 0; i < inputs; i++) {
      const wi = w + (place * inputs + i) * outputs;
      let sum = 0;
      for (let j = 0; j < outputs; j++) sum += (a[d + j] as number) * (a[wi + j] as number);
      const to = dx + from * inputs + i;
      a[to] = (a[to] as number) + sum;
    }
  });
}

/** dw = what lies under the window times dout, db = dout, both summed over all places. */
export function convolutionBackwardWeights(
  a: Floats,
  { x, dout, dw, db }: { readonly x: Offset; readonly dout: Offset; dw: Offset; db: Offset },
  shape: ConvolutionShape,
): void {
  const { inputs, outputs, size } = shape;
  a.fill(0, dw, dw + size * size * inputs * outputs);
  sumRows(a, dout, db, windowRows(shape), outputs);
  eachUnderWindow(shape, (row, from, place) => {
    const d = dout + row * outputs;
    for (let i = 0; i < inputs; i++) {
      const value = a[x + from * inputs + i] as number;
      const di = dw + (place * inputs + i) * outputs;
      for (let j = 0; j < outputs; j++) {
        a[di + j] = (a[di + j] as number) + value * (a[d + j] as number);
      }
    }
  });
}

/** out = x ∗ w + b, channel by channel. */
export function depthwiseForward(
  a: Floats,
  { x, w, b, out }: { readonly x: Offset; readonly w: Offset; b: Offset; out: Offset },
  shape: ChannelShape,
): void {
  const { columns } = shape;
  repeatRow(a, b, out, windowRows(shape), columns);
  eachUnderWindow(shape, (row, from, place) => {
    for (let c = 0; c < columns; c++) {
      const to = out + row * columns + c;
      const product =
        (a[x + from * columns + c] as number) * (a[w + place * columns + c] as number);
      a[to] = (a[to] as number) + product;
    }
  });
}

export function depthwiseBackwardInput(
  a: Floats,
  dout: Offset,
  w: Offset,
  dx: Offset,
  shape: ChannelShape,
): void {
  const { columns } = shape;
  a.fill(0, dx, dx + mapRows(shape) * columns);
  eachUnderWindow(shape, (row, from, place) => {
    for (let c = 0; c < columns; c++) {
      const to = dx + from * columns + c;
      const slope = a[dout + row * columns + c] as number;
      a[to] = (a[to] as number) + slope * (a[w + place * columns + c] as number);
    }
  });
}

export function depthwiseBackwardWeights(
  a: Floats,
  { x, dout, dw, db }: { readonly x: Offset; readonly dout: Offset; dw: Offset; db: Offset },
  shape: ChannelShape,
): void {
  const { columns, size } = shape;
  a.fill(0, dw, dw + size * size * columns);
  sumRows(a, dout, db, windowRows(shape), columns);
  eachUnderWindow(shape, (row, from, place) => {
    for (let c = 0; c < columns; c++) {
      const to = dw + place * columns + c;
      const slope = a[dout + row * columns + c] as number;
      a[to] = (a[to] as number) + slope * (a[x + from * columns + c] as number);
    }
  });
}

function repeatRow(a: Floats, row: Offset, out: Offset, rows: number, columns: number): void {
  for (let r = 0; r < rows; r++) a.copyWithin(out + r * columns, row, row + columns);
}

function sumRows(a: Floats, x: Offset, out: Offset, rows: number, columns: number): void {
  a.fill(0, out, out + columns);
  for (let i = 0; i < rows * columns; i++) {
    const to = out + (i % columns);
    a[to] = (a[to] as number) + (a[x + i] as number);
  }
}
