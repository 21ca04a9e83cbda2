/** arctan u = u + u³ A(u²) for |u| ≤ √2 − 1 = tan(π/8), by a polynomial of least error. */
const A0 = -0.3333333333333333;
const A1 = 0.19999999999995466;
const A2 = -0.1428571428465508;
const A3 = 0.11111111014334958;
const A4 = -0.0909090454071021;
const A5 = 0.07692182322230513;
const A6 = -0.06664499220441451;
const A7 = 0.05858042767486098;
const A8 = -0.050848946488512896;
const A9 = 0.03921563261717332;
const A10 = -0.019157273875052977;
/** Up to here sums are finite. */
const LARGE = 1e307;
const STEEPEST = Math.SQRT2 - 1;

/** Multiples of π/4, and what they lack. */
const EIGHTHS = Float64Array.of(0, Math.PI / 4, Math.PI / 2, 2.356194490192345, Math.PI);
const LACKING = Float64Array.of(
  0,
  3.061616997868383e-17,
  6.123233995736766e-17,
  9.184850993605148e-17,
  1.2246467991473532e-16,
);

/** The angle from the x axis to (x, y) in −π … π, with the special values of `Math.atan2`. Within 1.5 units in the last place. */
export function atan2(y: number, x: number): number {
  const height = Math.abs(y);
  const width = Math.abs(x);
  const more = Math.max(height, width);
  if (!(more > 0 && more < LARGE)) return ofExtreme(y, x);
  const less = Math.min(height, width);
  const isMiddle = less > STEEPEST * more;
  const u = isMiddle ? (less - more) / (less + more) : less / more;
  const own = height > width ? -arctangent(u) : arctangent(u);
  const eighths = height > width ? 2 - +isMiddle : +isMiddle;
  const turned = x < 0 ? 4 - eighths : eighths;
  const rest = (LACKING[turned] as number) + (x < 0 ? -own : own);
  const angle = (EIGHTHS[turned] as number) + rest;
  return isNegative(y) ? -angle : angle;
}

/** The angle in −π/2 … π/2 whose sine is x. Within 2 units in the last place. */
export function asin(x: number): number {
  return atan2(x, Math.sqrt((1 - x) * (1 + x)));
}

function arctangent(u: number): number {
  const z = u * u;
  const upper = A6 + z * (A7 + z * (A8 + z * (A9 + z * A10)));
  return u + u * z * (A0 + z * (A1 + z * (A2 + z * (A3 + z * (A4 + z * (A5 + z * upper))))));
}

/** Where both are 0, or one is very large, infinite or NaN. */
function ofExtreme(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (x === 0 && y === 0) return isNegative(x) ? turned(Math.PI, y) : y;
  if (Number.isFinite(x) && Number.isFinite(y)) return atan2(y * 2 ** -60, x * 2 ** -60);
  const isUp = Math.abs(y) === Number.POSITIVE_INFINITY;
  const isFar = Math.abs(x) === Number.POSITIVE_INFINITY;
  if (isUp && isFar) return turned(x > 0 ? Math.PI / 4 : (EIGHTHS[3] as number), y);
  if (isUp) return turned(Math.PI / 2, y);
  return turned(x > 0 ? 0 : Math.PI, y);
}

function turned(angle: number, y: number): number {
  return isNegative(y) ? -angle : angle;
}

function isNegative(value: number): boolean {
  return value < 0 || (value === 0 && 1 / value < 0);
}
