import type { Activation, Floats, Offset } from './kernels.js';
import type {
  BlendedPlaces,
  HeadsGradients,
  HeadsPlaces,
  HeadsShape,
  MemberShape,
} from './member-kernels.js';
import { activationSlope, activationValue } from './reference-activations.js';
import { reluScaleBackward } from './reference-values.js';

/** out = x · s of the row's member. */
export function scaleForward(
  a: Floats,
  x: Offset,
  s: Offset,
  out: Offset,
  { rows, columns, members }: MemberShape,
): void {
  for (let i = 0; i < rows * columns; i++) {
    a[out + i] = (a[x + i] as number) * (a[s + (i % (members * columns))] as number);
  }
}

export function scaleBackward(
  a: Floats,
  { x, s, dout }: { readonly x: Offset; readonly s: Offset; readonly dout: Offset },
  { dx, ds }: { readonly dx: Offset; readonly ds: Offset },
  { rows, columns, members }: MemberShape,
): void {
  a.fill(0, ds, ds + members * columns);
  for (let i = 0; i < rows * columns; i++) {
    const place = i % (members * columns);
    const d = a[dout + i] as number;
    a[ds + place] = (a[ds + place] as number) + d * (a[x + i] as number);
    a[dx + i] = d * (a[s + place] as number);
  }
}

/** out = x + b of the row's member. */
export function shiftForward(
  a: Floats,
  x: Offset,
  b: Offset,
  out: Offset,
  { rows, columns, members }: MemberShape,
): void {
  for (let i = 0; i < rows * columns; i++) {
    a[out + i] = (a[x + i] as number) + (a[b + (i % (members * columns))] as number);
  }
}

export function shiftBackward(
  a: Floats,
  dout: Offset,
  db: Offset,
  { rows, columns, members }: MemberShape,
): void {
  a.fill(0, db, db + members * columns);
  for (let i = 0; i < rows * columns; i++) {
    const place = db + (i % (members * columns));
    a[place] = (a[place] as number) + (a[dout + i] as number);
  }
}

/** out = x + α (f(x) − x), with an α for each column (Holzmüller et al. 2024). */
export function blendedActivationForward(
  a: Floats,
  kind: Activation,
  { x, alpha, out }: { readonly x: Offset; readonly alpha: Offset; readonly out: Offset },
  rows: number,
  columns: number,
): void {
  for (let i = 0; i < rows * columns; i++) {
    const value = a[x + i] as number;
    a[out + i] =
      value + (a[alpha + (i % columns)] as number) * (activationValue(kind, value) - value);
  }
}

export function blendedActivationBackward(
  a: Floats,
  kind: Activation,
  { x, alpha, dout }: BlendedPlaces,
  { dx, dalpha }: { readonly dx: Offset; readonly dalpha: Offset },
  rows: number,
  columns: number,
): void {
  a.fill(0, dalpha, dalpha + columns);
  for (let i = 0; i < rows * columns; i++) {
    const j = i % columns;
    const value = a[x + i] as number;
    const d = a[dout + i] as number;
    const curved = activationValue(kind, value);
    a[dalpha + j] = (a[dalpha + j] as number) + d * (curved - value);
    a[dx + i] = d * (1 + (a[alpha + j] as number) * (activationSlope(kind, value, curved) - 1));
  }
}

/** out = x · wᵀ + b of the row's member. */
export function headsForward(
  a: Floats,
  { x, w, b, out }: { readonly x: Offset; readonly w: Offset; readonly b: Offset; out: Offset },
  { rows, inputs, outputs, members }: HeadsShape,
): void {
  for (let r = 0; r < rows; r++) {
    for (let o = 0; o < outputs; o++) {
      const head = (r % members) * outputs + o;
      let sum = a[b + head] as number;
      for (let i = 0; i < inputs; i++) {
        sum += (a[x + r * inputs + i] as number) * (a[w + head * inputs + i] as number);
      }
      a[out + r * outputs + o] = sum;
    }
  }
}

export function headsBackward(
  a: Floats,
  { x, w, dout }: HeadsPlaces,
  { dx, dw, db }: HeadsGradients,
  { rows, inputs, outputs, members }: HeadsShape,
  gate: number,
): void {
  a.fill(0, dw, dw + members * outputs * inputs);
  a.fill(0, db, db + members * outputs);
  a.fill(0, dx, dx + rows * inputs);
  for (let r = 0; r < rows; r++) {
    for (let o = 0; o < outputs; o++) {
      const head = (r % members) * outputs + o;
      const d = a[dout + r * outputs + o] as number;
      a[db + head] = (a[db + head] as number) + d;
      for (let i = 0; i < inputs; i++) {
        const weight = head * inputs + i;
        const value = r * inputs + i;
        a[dw + weight] = (a[dw + weight] as number) + d * (a[x + value] as number);
        a[dx + value] = (a[dx + value] as number) + d * (a[w + weight] as number);
      }
    }
  }
  if (gate > 0) reluScaleBackward(a, x, dx, rows * inputs, gate);
}
