import { multiplyPanel, STORE } from './tile';

/** One panel of a product and nothing else: out (rows, 8) = start + a · b, where out lies as a panel of a signal. */
export function multiply(
  a: usize,
  stride: usize,
  rows: i32,
  depth: i32,
  b: usize,
  start: usize,
  out: usize,
): void {
  multiplyPanel(STORE, a, stride, rows, depth, b, start, out, 0, 0, 0);
}
