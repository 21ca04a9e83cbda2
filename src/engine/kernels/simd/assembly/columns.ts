import { panelsOf, ROW } from './panels';

/** Where a column of a signal starts. */
@inline
export function columnAt(signal: usize, column: i32, stride: usize): usize {
  return signal + <usize>(column >> 3) * stride + (<usize>(column & 7) << 2);
}

/** Bytes of a row of a table with so many columns. */
@inline
export function tableRow(columns: i32): usize {
  return <usize>panelsOf(columns) * ROW;
}

@inline
export function addTo(place: usize, value: v128): void {
  v128.store(place, f32x4.add(v128.load(place), value));
}
