import type { Matrix, SparseMatrix } from '../../../matrix/matrix.js';
import { growMemory } from '../../../util/grow-memory.js';
import type { Arena, Batch, Offset } from '../kernels.js';
import type { MapKernels, ScaledPicture } from '../map-kernels.js';
import { eachRun, floatsOf, PANEL, panelStride } from './panel-layout.js';

/** One view of the memory for each kind of number; new ones after the memory grew. */
interface Views {
  floats: Float32Array;
  integers: Int32Array;
}

/** An arena that is a WebAssembly memory. */
export function createSimdArena(
  memory: WebAssembly.Memory,
): Arena & Pick<MapKernels, 'writePicture'> {
  const views: Views = viewsOf(memory);
  return {
    floatsOf,
    sparseFloats: (rows, entries) => rows + 1 + 2 * entries,
    reserve(floats, from = 0) {
      growMemory(memory, floats * 4);
      if (views.floats.buffer !== memory.buffer) Object.assign(views, viewsOf(memory));
      views.floats.fill(0, from, floats);
    },
    write(layout, to, shape, from, at) {
      eachRun(layout, shape, (place, other, length) => {
        const [start, end] = [to + place, to + place + length];
        for (let a = start, b = at + other; a < end; a++, b++) views.floats[a] = from[b] as number;
        // What a batch of other rows left there would count in sums over whole panels.
        for (let a = end; a < start + PANEL; a++) views.floats[a] = 0;
      });
    },
    read(layout, from, shape, to, at) {
      eachRun(layout, shape, (place, other, length) => {
        const [start, end] = [from + place, from + place + length];
        for (let a = start, b = at + other; a < end; a++, b++) to[b] = views.floats[a] as number;
      });
    },
    gather: (x, batch, to) => gather(views.floats, x, batch, to),
    gatherSparse: (x, batch, to) => gatherSparse(views, x, batch, to),
    writePicture: (picture, first, rows, to) =>
      writePicture(views.floats, picture, first, rows, to),
  };
}

function viewsOf({ buffer }: WebAssembly.Memory): Views {
  return { floats: new Float32Array(buffer), integers: new Int32Array(buffer) };
}

/** Row by row, as a row of x is what lies together on the other side; padding columns reach no result. */
function gather(a: Float32Array, { columns, data }: Matrix, batch: Batch, to: Offset): void {
  const { order, start, rows } = batch;
  const stride = panelStride('signal', rows);
  for (let r = 0; r < rows; r++) {
    let from = (order[start + r] as number) * columns;
    const end = from + columns;
    let panel = to + r * PANEL;
    for (; from + PANEL <= end; from += PANEL) {
      copyPanelRow(a, panel, data, from);
      panel += stride;
    }
    for (; from < end; from++) a[panel++] = data[from] as number;
  }
}

/** Written out: V8 does not unroll loops, and a gather of few columns would be a tenth of a small step. */
function copyPanelRow(a: Float32Array, to: number, data: Float32Array, from: number): void {
  a[to] = data[from] as number;
  a[to + 1] = data[from + 1] as number;
  a[to + 2] = data[from + 2] as number;
  a[to + 3] = data[from + 3] as number;
  a[to + 4] = data[from + 4] as number;
  a[to + 5] = data[from + 5] as number;
  a[to + 6] = data[from + 6] as number;
  a[to + 7] = data[from + 7] as number;
}

/** As assembly/sparse.ts reads it: where each row's entries start, then (column, value) of each. */
function gatherSparse(
  { floats, integers }: Views,
  x: SparseMatrix,
  { order, start, rows }: Batch,
  to: Offset,
): void {
  let count = 0;
  let place = to + rows + 1;
  for (let r = 0; r < rows; r++) {
    integers[to + r] = count;
    const row = order[start + r] as number;
    const end = x.offsets[row + 1] as number;
    for (let entry = x.offsets[row] as number; entry < end; entry++) {
      integers[place] = x.indices[entry] as number;
      floats[place + 1] = x.values[entry] as number;
      place += 2;
      count++;
    }
  }
  integers[to + rows] = count;
}

/** Place by place, as a panel's row of few channels is what lies together; its other columns are not touched. */
function writePicture(
  a: Float32Array,
  { pixels, means, factors }: ScaledPicture,
  first: number,
  rows: number,
  to: Offset,
): void {
  const channels = means.length;
  const stride = panelStride('signal', rows);
  let row = to + first * PANEL;
  for (let i = 0; i < pixels.length; i += channels) {
    for (let c = 0; c < channels; c++) {
      const scaled = ((pixels[i + c] as number) - (means[c] as number)) * (factors[c] as number);
      a[row + (c >> 3) * stride + (c & 7)] = scaled;
    }
    row += PANEL;
  }
}
