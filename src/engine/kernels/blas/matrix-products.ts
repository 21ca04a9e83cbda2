import type { DenseShape, Floats, Offset } from '../kernels.js';
import type { OpenBlas } from './open-blas.js';

// CBLAS's names for row-major order, a matrix as it is, and transposed.
const ROW_MAJOR = 101;
const PLAIN = 111;
const TRANSPOSED = 112;

/** Places of networks long gone are forgotten. */
const MOST_VIEWS = 1000;

/** The three products of a dense layer, on row-major matrices in the arena that `floats` gives. */
export function createMatrixProducts({ sgemm }: OpenBlas, floats: () => Floats) {
  const from = createViews(floats);
  let ones = new Float32Array(0);
  return {
    /** out = x · w + b. */
    forward(x: Offset, w: Offset, b: Offset, out: Offset, shape: DenseShape): void {
      const { rows, inputs, outputs } = shape;
      repeatRow(floats(), b, out, rows, outputs);
      const [m, n, k] = [rows, outputs, inputs];
      const width = Math.max(1, k);
      sgemm(ROW_MAJOR, PLAIN, PLAIN, m, n, k, 1, from(x), width, from(w), n, 1, from(out), n);
    },
    /** dx = scale · dout · wᵀ. */
    backwardInput(dout: Offset, w: Offset, dx: Offset, shape: DenseShape, scale: number): void {
      const { rows: m, inputs: n, outputs: k } = shape;
      sgemm(
        ROW_MAJOR,
        PLAIN,
        TRANSPOSED,
        m,
        n,
        k,
        scale,
        from(dout),
        k,
        from(w),
        k,
        0,
        from(dx),
        n,
      );
    },
    /** dw = xᵀ · dout, db = 1ᵀ · dout. */
    backwardWeights(x: Offset, dout: Offset, dw: Offset, db: Offset, shape: DenseShape): void {
      const { rows: k, inputs: m, outputs: n } = shape;
      const d = from(dout);
      if (m > 0) sgemm(ROW_MAJOR, TRANSPOSED, PLAIN, m, n, k, 1, from(x), m, d, n, 0, from(dw), n);
      if (ones.length < k) ones = new Float32Array(k).fill(1);
      sgemm(ROW_MAJOR, PLAIN, PLAIN, 1, n, k, 1, ones, k, d, n, 0, from(db), n);
    },
  };
}

/** The arena from a place on; kept, so that a step allocates nothing. */
function createViews(floats: () => Floats): (place: Offset) => Float32Array {
  const views = new Map<Offset, Float32Array>();
  let of: Floats | undefined;
  return (place) => {
    const all = floats();
    if (all !== of || views.size > MOST_VIEWS) views.clear();
    of = all;
    let view = views.get(place);
    if (!view) {
      view = all.subarray(place) as Float32Array;
      views.set(place, view);
    }
    return view;
  };
}

/** Writes the row at `row` into each row of `out`, doubling what is there already. */
function repeatRow(a: Floats, row: Offset, out: Offset, rows: number, columns: number): void {
  a.copyWithin(out, row, row + columns);
  const end = rows * columns;
  for (let done = columns; done < end; done *= 2) {
    a.copyWithin(out + done, out, out + Math.min(done, end - done));
  }
}
