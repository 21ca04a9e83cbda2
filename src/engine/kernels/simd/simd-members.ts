import { ACTIVATIONS } from '../kernels.js';
import type { MemberKernels } from '../member-kernels.js';
import type { MemberExports } from './member-exports.js';

const FLOAT = 4;

/** Members of an ensemble in WebAssembly. */
export function createSimdMembers(wasm: MemberExports): MemberKernels {
  const f = FLOAT;
  return {
    scaleForward(x, s, out, { rows, columns, members }) {
      wasm.scaleForward(x * f, s * f, out * f, rows, columns, members);
    },
    scaleBackward(x, s, dout, dx, ds, { rows, columns, members }) {
      wasm.scaleBackward(x * f, s * f, dout * f, dx * f, ds * f, rows, columns, members);
    },
    shiftForward(x, b, out, { rows, columns, members }) {
      wasm.shiftForward(x * f, b * f, out * f, rows, columns, members);
    },
    shiftBackward(dout, db, { rows, columns, members }) {
      wasm.shiftBackward(dout * f, db * f, rows, columns, members);
    },
    blendedActivationForward(kind, x, alpha, out, rows, columns) {
      wasm.blendedForward(ACTIVATIONS.indexOf(kind), x * f, alpha * f, out * f, rows, columns);
    },
    blendedActivationBackward(kind, { x, alpha, dout }, { dx, dalpha }, rows, columns) {
      const number = ACTIVATIONS.indexOf(kind);
      const d = dout * f;
      wasm.blendedBackward(number, x * f, alpha * f, d, dx * f, dalpha * f, rows, columns);
    },
    headsForward(x, w, b, out, { rows, inputs, outputs, members }) {
      wasm.headsForward(x * f, w * f, b * f, out * f, rows, inputs, outputs, members);
    },
    headsBackward({ x, w, dout }, { dx, dw, db }, { rows, inputs, outputs, members }, gate) {
      const [from, weights, d] = [x * f, w * f, dout * f];
      const [to, gradient, biases] = [dx * f, dw * f, db * f];
      const sizes = [rows, inputs, outputs, members] as const;
      wasm.headsBackward(from, weights, d, to, gradient, biases, ...sizes, gate);
    },
  };
}
