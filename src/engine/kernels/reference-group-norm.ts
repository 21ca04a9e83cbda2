import { square } from '../../util/elementary/square.js';
import type { Floats, Offset } from './arena.js';
import { NORM_EPSILON } from './kernels.js';
import type { GroupShape } from './map-kernels.js';
import type { NormGradients, NormPlaces } from './norm-places.js';

/** out = scale · x̂ + shift, where x̂ is x standardised over a group of one example (Wu and He 2018). */
export function groupNormForward(
  a: Floats,
  { x, scale, shift }: NormPlaces,
  out: Offset,
  shape: GroupShape,
): void {
  eachGroup(shape, (places) => {
    const { mean, deviation } = momentsOf(a, x, places);
    places((i, c) => {
      const standard = ((a[x + i] as number) - mean) / deviation;
      a[out + i] = (a[scale + c] as number) * standard + (a[shift + c] as number);
    });
  });
}

/** dx = (g − mean(g) − x̂ · mean(g · x̂)) / deviation with g = dout · scale, means over the group. */
export function groupNormBackward(
  a: Floats,
  { x, scale }: NormPlaces,
  dout: Offset,
  { dx, dscale, dshift }: NormGradients,
  shape: GroupShape,
): void {
  const { columns, places: all, groups } = shape;
  const count = (all * columns) / groups;
  a.fill(0, dscale, dscale + columns);
  a.fill(0, dshift, dshift + columns);
  eachGroup(shape, (places) => {
    const { mean, deviation } = momentsOf(a, x, places);
    const standard = (i: number) => ((a[x + i] as number) - mean) / deviation;
    let sum = 0;
    let inner = 0;
    places((i, c) => {
      const slope = a[dout + i] as number;
      a[dshift + c] = (a[dshift + c] as number) + slope;
      a[dscale + c] = (a[dscale + c] as number) + slope * standard(i);
      sum += slope * (a[scale + c] as number);
      inner += slope * (a[scale + c] as number) * standard(i);
    });
    places((i, c) => {
      const slope = (a[dout + i] as number) * (a[scale + c] as number);
      a[dx + i] = (slope - sum / count - (standard(i) * inner) / count) / deviation;
    });
  });
}

/** Calls with each value of a group: its place in the signal, and its channel. */
type Places = (visit: (i: number, channel: number) => void) => void;

function eachGroup(
  { examples, places, columns, groups }: GroupShape,
  visit: (all: Places) => void,
) {
  const width = columns / groups;
  for (let example = 0; example < examples; example++) {
    for (let first = 0; first < columns; first += width) {
      visit((each) => {
        for (let row = example * places; row < (example + 1) * places; row++) {
          for (let c = first; c < first + width; c++) each(row * columns + c, c);
        }
      });
    }
  }
}

function momentsOf(a: Floats, x: Offset, places: Places) {
  let count = 0;
  let sum = 0;
  places((i) => {
    count++;
    sum += a[x + i] as number;
  });
  const mean = sum / count;
  let squares = 0;
  places((i) => {
    squares += square((a[x + i] as number) - mean);
  });
  return { mean, deviation: Math.sqrt(squares / count + NORM_EPSILON) };
}
