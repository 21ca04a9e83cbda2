import { ROW, signalStride } from './panels';
import {
  dilation,
  height,
  left,
  mapRows,
  outHeight,
  outWidth,
  size,
  stride,
  top,
  width,
} from './windows';

/*
 * Patches are what lies under the window at some rows of what it makes, as a matrix (rows, size · size · channels) in panels
 * of 8 columns, so that a convolution is a product of matrices.
 */

/** Brings values of x into patches, zeros where the window lies beyond the map; or adds patches to x. */
export const GATHER: i32 = 0;
export const ADD: i32 = 1;

/** Patches of `count` rows from row `from` on; `panel` is the bytes from one of their panels to the next. */
export function movePatches(
  mode: i32,
  x: usize,
  patches: usize,
  panel: usize,
  from: i32,
  count: i32,
  channels: i32,
): void {
  const xPanel = signalStride(mapRows());
  for (let r = 0; r < count; ) {
    const start = (from + r) % outWidth;
    const line = (from + r) / outWidth;
    const run = min(outWidth - start, count - r);
    const map = x + <usize>((line / outHeight) * height * width) * ROW;
    let column = 0;
    for (let i = 0; i < size; i++) {
      const y = (line % outHeight) * stride + i * dilation - top;
      const isInside = y >= 0 && y < height;
      for (let j = 0; j < size; j++) {
        const shift = start * stride + j * dilation - left;
        const low = isInside ? firstOf(shift, run) : run;
        const high = isInside ? max(low, endOf(shift, run)) : run;
        const source = map + <usize>(y * width + shift + low * stride) * ROW;
        moveRun(mode, source, xPanel, patches + <usize>r * ROW, panel, low, high, run, column, channels);
        column += channels;
      }
    }
    r += run;
  }
}

/** The first of `run` windows whose place, at `shift` for the first window, lies inside. */
@inline
function firstOf(shift: i32, run: i32): i32 {
  return shift < 0 ? min(run, (stride - 1 - shift) / stride) : 0;
}

@inline
function endOf(shift: i32, run: i32): i32 {
  return shift < width ? min(run, (width - 1 - shift) / stride + 1) : 0;
}

/** One place of the window for a run of neighbours, of which `low` to `high` lie inside. */
function moveRun(
  mode: i32,
  source: usize,
  xPanel: usize,
  patches: usize,
  panel: usize,
  low: i32,
  high: i32,
  run: i32,
  column: i32,
  channels: i32,
): void {
  if ((channels & 7) == 0) {
    for (let c = 0; c < channels; c += 8) {
      const from = source + <usize>(c >> 3) * xPanel;
      const to = patches + <usize>((column + c) >> 3) * panel;
      moveRows(mode, from, to, low, high, run);
    }
    return;
  }
  for (let c = 0; c < channels; c++) {
    const from = source + <usize>(c >> 3) * xPanel + (<usize>(c & 7) << 2);
    const own = column + c;
    const to = patches + <usize>(own >> 3) * panel + (<usize>(own & 7) << 2);
    moveValues(mode, from, to, low, high, run);
  }
}

/** Rows of 8 channels. */
function moveRows(mode: i32, from: usize, to: usize, low: i32, high: i32, run: i32): void {
  const step = <usize>stride * ROW;
  const end = to + <usize>high * ROW;
  if (mode == ADD) {
    for (let at = to + <usize>low * ROW; at < end; at += ROW) {
      v128.store(from, f32x4.add(v128.load(from), v128.load(at)));
      v128.store(from, f32x4.add(v128.load(from, 16), v128.load(at, 16)), 16);
      from += step;
    }
    return;
  }
  if (low > 0) memory.fill(to, 0, <usize>low * ROW);
  for (let at = to + <usize>low * ROW; at < end; at += ROW) {
    v128.store(at, v128.load(from));
    v128.store(at, v128.load(from, 16), 16);
    from += step;
  }
  if (high < run) memory.fill(end, 0, <usize>(run - high) * ROW);
}

/** One channel, whose neighbours in a panel may be of another place of the window. */
function moveValues(mode: i32, from: usize, to: usize, low: i32, high: i32, run: i32): void {
  const step = <usize>stride * ROW;
  const start = to + <usize>low * ROW;
  const end = to + <usize>high * ROW;
  if (mode == ADD) {
    for (let at = start; at < end; at += ROW) {
      store<f32>(from, load<f32>(from) + load<f32>(at));
      from += step;
    }
    return;
  }
  for (let at = to; at < start; at += ROW) store<f32>(at, 0);
  for (let at = start; at < end; at += ROW) {
    store<f32>(at, load<f32>(from));
    from += step;
  }
  for (let at = end; at < to + <usize>run * ROW; at += ROW) store<f32>(at, 0);
}
