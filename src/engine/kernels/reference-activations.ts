import { exp, expm1 } from '../../util/elementary/exp.js';
import { log1p } from '../../util/elementary/log.js';
import { square } from '../../util/elementary/square.js';
import { tanh } from '../../util/elementary/tanh.js';
import { erfc } from '../../util/erfc.js';
import { sigmoid } from '../../util/sigmoid.js';
import type { Activation, Floats, Offset } from './kernels.js';

/** f(x), and f′(x) in terms of x and out = f(x). */
interface Curve {
  readonly value: (x: number) => number;
  readonly slope: (x: number, out: number) => number;
}

/** Of leaky ReLU below 0. */
const LEAK = 0.01;
/** The fixed point of SELU (Klambauer et al. 2017): unit variance stays unit variance. */
const SELU_SCALE = 1.0507009873554805;
const SELU_ALPHA = 1.6732632423543772;

/** Each activation and its derivative; where a formula has a name, the paper that named it. */
const CURVES: Readonly<Record<Activation, Curve>> = {
  linear: { value: (x) => x, slope: () => 1 },
  relu: { value: (x) => Math.max(x, 0), slope: (_x, out) => (out > 0 ? 1 : 0) },
  sigmoid: { value: sigmoid, slope: (_x, out) => out * (1 - out) },
  tanh: { value: tanh, slope: (_x, out) => 1 - out * out },
  // Rosenblatt's threshold: flat everywhere, so that gradients do not pass; the perceptron rule trains it.
  step: { value: (x) => (x >= 0 ? 1 : -1), slope: () => 0 },
  'leaky-relu': { value: (x) => (x > 0 ? x : LEAK * x), slope: (x) => (x > 0 ? 1 : LEAK) },
  // Clevert et al. 2016, α = 1.
  elu: { value: (x) => (x > 0 ? x : expm1(x)), slope: (x, out) => (x > 0 ? 1 : out + 1) },
  selu: {
    value: (x) => SELU_SCALE * (x > 0 ? x : SELU_ALPHA * expm1(x)),
    slope: (x, out) => (x > 0 ? SELU_SCALE : out + SELU_SCALE * SELU_ALPHA),
  },
  // x · Φ(x) (Hendrycks and Gimpel 2016), Φ the normal distribution function itself, not its tanh likeness.
  gelu: {
    value: (x) => x * normalCdf(x),
    slope: (x) => normalCdf(x) + (x * exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI),
  },
  // x · σ(x) (Elfwing et al. 2018).
  silu: {
    value: (x) => x * sigmoid(x),
    slope: (x, out) => sigmoid(x) * (1 + x - out),
  },
  // x · tanh(log(1 + eˣ)) (Misra 2019).
  mish: {
    value: (x) => x * softplusTanh(x),
    slope: (x) => softplusTanh(x) + x * sigmoid(x) * (1 - square(softplusTanh(x))),
  },
  exponential: { value: exp, slope: (_x, out) => out },
  // min(max(x, 0), 6) (Krizhevsky 2010).
  relu6: {
    value: (x) => Math.min(Math.max(x, 0), 6),
    slope: (x) => (x > 0 && x < 6 ? 1 : 0),
  },
};

/** f(x). */
export function activationValue(kind: Activation, x: number): number {
  return CURVES[kind].value(x);
}

/** f′(x), where out = f(x). */
export function activationSlope(kind: Activation, x: number, out: number): number {
  return CURVES[kind].slope(x, out);
}

/** out = f(x). */
export function activationForward(
  a: Floats,
  kind: Activation,
  x: Offset,
  out: Offset,
  length: number,
): void {
  const { value } = CURVES[kind];
  for (let i = 0; i < length; i++) a[out + i] = value(a[x + i] as number);
}

/** dx = dout · f′(x), where out = f(x). */
export function activationBackward(
  a: Floats,
  kind: Activation,
  { x, out, dout, dx }: { readonly x: Offset; readonly out: Offset; dout: Offset; dx: Offset },
  length: number,
): void {
  const { slope } = CURVES[kind];
  for (let i = 0; i < length; i++) {
    a[dx + i] = (a[dout + i] as number) * slope(a[x + i] as number, a[out + i] as number);
  }
}

function normalCdf(x: number): number {
  return 0.5 * erfc(-x / Math.SQRT2);
}

function softplusTanh(x: number): number {
  return tanh(Math.max(x, 0) + log1p(exp(-Math.abs(x))));
}
