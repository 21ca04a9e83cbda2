import type { Kernels } from '../kernels.js';
import type { SimdExports } from './simd-exports.js';

const FLOAT = 4;

/** Optimizers and what else goes over floats of any layout; the last vector may be full up to a multiple of 4. */
export function createSimdOptimizers(
  wasm: SimdExports,
): Pick<Kernels, 'sgd' | 'rmsprop' | 'adam' | 'blend' | 'sumOfSquares'> {
  const f = FLOAT;
  return {
    sgd(w, dw, velocity, floats, { learningRate, momentum, nesterov, weightDecay }) {
      const v = velocity * f;
      const bytes = floats * f;
      wasm.sgd(w * f, dw * f, v, bytes, learningRate, momentum, weightDecay, nesterov);
    },
    rmsprop(w, dw, v, floats, { learningRate, decay, epsilon, weightDecay }) {
      const bytes = floats * f;
      wasm.rmsprop(w * f, dw * f, v * f, bytes, learningRate, decay, epsilon, weightDecay);
    },
    adam(w, dw, m, v, floats, step) {
      const { beta1, beta2, epsilon, learningRate, weightDecay } = step;
      const rate = learningRate / step.correction1;
      const share = 1 / step.correction2;
      const shrink = 1 - learningRate * weightDecay;
      const bytes = floats * f;
      wasm.adam(w * f, dw * f, m * f, v * f, bytes, beta1, beta2, rate, share, epsilon, shrink);
    },
    blend(to, from, floats, keep, take) {
      wasm.blend(to * f, from * f, floats * f, keep, take);
    },
    sumOfSquares: (x, floats) => wasm.sumOfSquares(x * f, floats * f),
  };
}
