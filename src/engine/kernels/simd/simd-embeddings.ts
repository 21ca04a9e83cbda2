import type { EmbeddingKernels } from '../embedding-kernels.js';
import type { EmbeddingExports } from './embedding-exports.js';

const FLOAT = 4;

/** Embeddings in WebAssembly. */
export function createSimdEmbeddings(wasm: EmbeddingExports): EmbeddingKernels {
  const f = FLOAT;
  return {
    piecewiseForward(at, out, { rows, from, to, columns, width }) {
      const { x, knots, size, slopes, offsets, bins, scratch } = at;
      const [k, s, o, b] = [knots * f, slopes * f, offsets * f, bins * f];
      const sums = scratch * f;
      const y = out * f;
      wasm.piecewiseForward(x * f, k, size, s, o, b, sums, y, rows, from, to, columns, width);
    },
    piecewiseBackward({ x, knots, size, scratch }, dout, gradients, shape) {
      const { rows, from, to, columns, width } = shape;
      const k = knots * f;
      const sums = scratch * f;
      const ds = gradients.slopes * f;
      const df = gradients.offsets * f;
      const db = gradients.bins * f;
      const d = dout * f;
      wasm.piecewiseBackward(x * f, k, size, sums, d, ds, df, db, rows, from, to, columns, width);
    },
    periodicForward(at, out, { rows, from, to, columns, width }) {
      const { x, count } = at;
      const frequencies = at.frequencies * f;
      const phases = at.phases * f;
      const mix = at.mix * f;
      const offsets = at.offsets * f;
      const waves = at.scratch * f;
      const places = [x * f, count, frequencies, phases, mix, offsets, waves, out * f] as const;
      wasm.periodicForward(...places, rows, from, to, columns, width);
    },
    periodicBackward(at, dout, gradients, { rows, from, to, columns, width }) {
      const { x, count } = at;
      const frequencies = at.frequencies * f;
      const phases = at.phases * f;
      const mix = at.mix * f;
      const waves = at.scratch * f;
      const df = gradients.frequencies * f;
      const dp = gradients.phases * f;
      const dm = gradients.mix * f;
      const offsets = gradients.offsets * f;
      const read = [x * f, count, frequencies, phases, mix, waves, dout * f] as const;
      wasm.periodicBackward(...read, df, dp, dm, offsets, rows, from, to, columns, width);
    },
    levelsForward({ x, firsts, levels }, out, { rows, from, to, columns, width }) {
      wasm.levelsForward(x * f, firsts * f, levels * f, out * f, rows, from, to, columns, width);
    },
    levelsBackward({ x, firsts, allLevels }, dout, dlevels, shape) {
      const { rows, from, to, columns, width } = shape;
      const first = firsts * f;
      const d = dout * f;
      const dl = dlevels * f;
      wasm.levelsBackward(x * f, first, allLevels, d, dl, rows, from, to, columns, width);
    },
    copyColumns(x, out, { rows, from, to, columns }) {
      wasm.copyColumns(x * f, out * f, rows, from, to, columns);
    },
  };
}
