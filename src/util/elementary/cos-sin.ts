import { quarterTurns, REST } from './quarter-turns.js';

/** sin r = r + r³ S(r²) and cos r = 1 − r²/2 + r⁴ C(r²) for |r| ≤ π/4, by polynomials of least error. */
const S0 = -0.16666666666666666;
const S1 = 0.008333333333330887;
const S2 = -0.0001984126983666588;
const S3 = 2.755731605459391e-6;
const S4 = -2.5051121875169608e-8;
const S5 = 1.5917412836707387e-10;
const C0 = 0.041666666666666664;
const C1 = -0.0013888888888887359;
const C2 = 2.48015872987077e-5;
const C3 = -2.755731724172776e-7;
const C4 = 2.0876140031390975e-9;
const C5 = -1.138218421447753e-11;

/** The cosine of x radians. Within 1 unit in the last place, however large x is. */
export function cos(x: number): number {
  return ofTurns(x, 1);
}

/** The sine of x radians. Within 1 unit in the last place, however large x is. */
export function sin(x: number): number {
  return ofTurns(x, 0);
}

/** sin(x + more π/2). */
function ofTurns(x: number, more: number): number {
  const turns = quarterTurns(x) + more;
  const [r, rest] = [REST[0] as number, REST[1] as number];
  const value = (turns & 1) === 0 ? sine(r, rest) : cosine(r, rest);
  return (turns & 2) === 0 ? value : -value;
}

/** sin(r + rest). */
function sine(r: number, rest: number): number {
  const z = r * r;
  const cube = z * r;
  const upper = S1 + z * (S2 + z * (S3 + z * (S4 + z * S5)));
  return r - (z * (0.5 * rest - cube * upper) - rest - cube * S0);
}

/** cos(r + rest). */
function cosine(r: number, rest: number): number {
  const z = r * r;
  const half = 0.5 * z;
  const first = 1 - half;
  const upper = z * z * (C0 + z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * C5)))));
  return first + (1 - first - half + (upper - r * rest));
}
