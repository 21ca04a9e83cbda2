import { addTo, columnAt, tableRow } from './columns';
import { ROW, signalStride } from './panels';

/** out = the row of `levels` that the code x names; `firsts` has the first row of each column. */
export function levelsForward(
  x: usize,
  firsts: usize,
  levels: usize,
  out: usize,
  rows: i32,
  from: i32,
  to: i32,
  columns: i32,
  width: i32,
): void {
  const stride = signalStride(rows);
  const row = tableRow(width);
  for (let c = 0; c < columns; c++) {
    const table = levels + <usize>(<i32>load<f32>(firsts + (<usize>c << 2))) * row;
    const codes = columnAt(x, from + c, stride);
    for (let r: usize = 0; r < <usize>rows * ROW; r += ROW) {
      const vector = table + <usize>(<i32>load<f32>(codes + r)) * row;
      for (let i = 0; i < width; i += 4) {
        const place = columnAt(out, to + c * width + i, stride) + r;
        v128.store(place, v128.load(vector + (<usize>i << 2)));
      }
    }
  }
}

export function levelsBackward(
  x: usize,
  firsts: usize,
  allLevels: i32,
  dout: usize,
  dlevels: usize,
  rows: i32,
  from: i32,
  to: i32,
  columns: i32,
  width: i32,
): void {
  const stride = signalStride(rows);
  const row = tableRow(width);
  memory.fill(dlevels, 0, <usize>allLevels * row);
  for (let c = 0; c < columns; c++) {
    const table = dlevels + <usize>(<i32>load<f32>(firsts + (<usize>c << 2))) * row;
    const codes = columnAt(x, from + c, stride);
    for (let r: usize = 0; r < <usize>rows * ROW; r += ROW) {
      const vector = table + <usize>(<i32>load<f32>(codes + r)) * row;
      for (let i = 0; i < width; i += 4) {
        const d = v128.load(columnAt(dout, to + c * width + i, stride) + r);
        addTo(vector + (<usize>i << 2), d);
      }
    }
  }
}

/** out = x, column by column. */
export function copyColumns(
  x: usize,
  out: usize,
  rows: i32,
  from: i32,
  to: i32,
  columns: i32,
): void {
  const stride = signalStride(rows);
  for (let c = 0; c < columns; c++) {
    const source = columnAt(x, from + c, stride);
    const target = columnAt(out, to + c, stride);
    for (let r: usize = 0; r < <usize>rows * ROW; r += ROW) {
      store<f32>(target + r, load<f32>(source + r));
    }
  }
}
