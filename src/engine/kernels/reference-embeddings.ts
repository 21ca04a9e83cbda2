import { cos, sin } from '../../util/elementary/cos-sin.js';
import type {
  EmbeddingShape,
  LevelPlaces,
  PeriodicGradients,
  PeriodicPlaces,
  PiecewiseGradients,
  PiecewisePlaces,
} from './embedding-kernels.js';
import type { Floats, Offset } from './kernels.js';

/** Calls `visit` with each value of the embedded columns, its column among them, and where its vector lies in out. */
function eachValue(
  a: Floats,
  x: Offset,
  out: Offset,
  { rows, inputs, outputs, from, to, columns, width }: EmbeddingShape,
  visit: (value: number, column: number, vector: Offset) => void,
): void {
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const value = a[x + r * inputs + from + c] as number;
      visit(value, c, out + r * outputs + to + c * width);
    }
  }
}

/** The place of x among the bins of a column: t is its bin, by number of all bins, share how far x is along it. */
function locate(
  a: Floats,
  { knots, size }: PiecewisePlaces,
  column: number,
  x: number,
): { readonly first: number; readonly t: number; readonly share: number } {
  const row = knots + column * size;
  const first = a[row] as number;
  const bins = a[row + 1] as number;
  let t = 0;
  while (t + 1 < bins && (a[row + 3 + t] as number) <= x) t++;
  const low = a[row + 2 + t] as number;
  const high = a[row + 3 + t] as number;
  return { first, t: first + t, share: (x - low) / (high - low) };
}

/** out = c + w x + Σ_{j < t} V_j + share · V_t (version B of Gorishniy et al. 2022, 2024). */
export function piecewiseForward(
  a: Floats,
  at: PiecewisePlaces,
  out: Offset,
  shape: EmbeddingShape,
): void {
  const { width } = shape;
  eachValue(a, at.x, out, shape, (x, column, vector) => {
    const { first, t, share } = locate(a, at, column, x);
    for (let i = 0; i < width; i++) {
      const place = column * width + i;
      let sum = (a[at.offsets + place] as number) + (a[at.slopes + place] as number) * x;
      for (let j = first; j < t; j++) sum += a[at.bins + j * width + i] as number;
      a[vector + i] = sum + share * (a[at.bins + t * width + i] as number);
    }
  });
}

export function piecewiseBackward(
  a: Floats,
  at: PiecewisePlaces,
  dout: Offset,
  to: PiecewiseGradients,
  shape: EmbeddingShape,
): void {
  const { width, columns } = shape;
  a.fill(0, to.slopes, to.slopes + columns * width);
  a.fill(0, to.offsets, to.offsets + columns * width);
  a.fill(0, to.bins, to.bins + at.allBins * width);
  eachValue(a, at.x, dout, shape, (x, column, vector) => {
    const { first, t, share } = locate(a, at, column, x);
    for (let i = 0; i < width; i++) {
      const d = a[vector + i] as number;
      add(a, to.slopes + column * width + i, x * d);
      add(a, to.offsets + column * width + i, d);
      for (let j = first; j < t; j++) add(a, to.bins + j * width + i, d);
      add(a, to.bins + t * width + i, share * d);
    }
  });
}

/** The last of the vector is x itself (PBLD; Holzmüller et al. 2024). */
export function periodicForward(
  a: Floats,
  at: PeriodicPlaces,
  out: Offset,
  shape: EmbeddingShape,
): void {
  const { count } = at;
  const mixed = shape.width - 1;
  eachValue(a, at.x, out, shape, (x, column, vector) => {
    for (let o = 0; o < mixed; o++) {
      let sum = a[at.offsets + column * mixed + o] as number;
      for (let j = 0; j < count; j++) {
        const weight = a[at.mix + (column * mixed + o) * count + j] as number;
        sum += weight * cos(angle(a, at, column, j, x));
      }
      a[vector + o] = sum;
    }
    a[vector + mixed] = x;
  });
}

export function periodicBackward(
  a: Floats,
  at: PeriodicPlaces,
  dout: Offset,
  to: PeriodicGradients,
  shape: EmbeddingShape,
): void {
  const { count } = at;
  const mixed = shape.width - 1;
  const { columns } = shape;
  a.fill(0, to.frequencies, to.frequencies + columns * count);
  a.fill(0, to.phases, to.phases + columns * count);
  a.fill(0, to.mix, to.mix + columns * mixed * count);
  a.fill(0, to.offsets, to.offsets + columns * mixed);
  eachValue(a, at.x, dout, shape, (x, column, vector) => {
    for (let o = 0; o < mixed; o++)
      add(a, to.offsets + column * mixed + o, a[vector + o] as number);
    for (let j = 0; j < count; j++) {
      const theta = angle(a, at, column, j, x);
      let along = 0;
      for (let o = 0; o < mixed; o++) {
        const d = a[vector + o] as number;
        const place = (column * mixed + o) * count + j;
        add(a, to.mix + place, d * cos(theta));
        along += d * (a[at.mix + place] as number);
      }
      const dtheta = -sin(theta) * along;
      add(a, to.phases + column * count + j, dtheta);
      add(a, to.frequencies + column * count + j, 2 * Math.PI * x * dtheta);
    }
  });
}

function angle(
  a: Floats,
  { frequencies, phases, count }: PeriodicPlaces,
  column: number,
  j: number,
  x: number,
): number {
  const place = column * count + j;
  return 2 * Math.PI * (a[frequencies + place] as number) * x + (a[phases + place] as number);
}

/** out = the vector of the level. */
export function levelsForward(
  a: Floats,
  { x, firsts, levels }: LevelPlaces,
  out: Offset,
  shape: EmbeddingShape,
): void {
  const { width } = shape;
  eachValue(a, x, out, shape, (code, column, vector) => {
    const row = levels + ((a[firsts + column] as number) + code) * width;
    for (let i = 0; i < width; i++) a[vector + i] = a[row + i] as number;
  });
}

export function levelsBackward(
  a: Floats,
  { x, firsts, allLevels }: LevelPlaces,
  dout: Offset,
  dlevels: Offset,
  shape: EmbeddingShape,
): void {
  const { width } = shape;
  a.fill(0, dlevels, dlevels + allLevels * width);
  eachValue(a, x, dout, shape, (code, column, vector) => {
    const row = dlevels + ((a[firsts + column] as number) + code) * width;
    for (let i = 0; i < width; i++) add(a, row + i, a[vector + i] as number);
  });
}

/** out = x, column by column. */
export function copyColumns(a: Floats, x: Offset, out: Offset, shape: EmbeddingShape): void {
  eachValue(a, x, out, { ...shape, width: 1 }, (value, _column, place) => {
    a[place] = value;
  });
}

function add(a: Floats, place: Offset, value: number): void {
  a[place] = (a[place] as number) + value;
}
