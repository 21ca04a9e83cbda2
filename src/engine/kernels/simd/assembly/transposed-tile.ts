import { madd, ROW } from './panels';

/**
 * One panel of a gradient: dw (inputs, 8) = xᵀ · dout over `rows` rows, in tiles of 4 inputs × 8 outputs;
 * `adds` keeps what dw holds and adds to it.
 */
export function multiplyTransposed(
  x: usize,
  stride: usize,
  dout: usize,
  dw: usize,
  rows: i32,
  inputs: i32,
  adds: bool,
): void {
  for (let i = 0; i < inputs; i += 4) {
    const column = x + <usize>(i >> 3) * stride + (<usize>(i & 7) << 2);
    multiplyTile(column, dout, dw + <usize>i * ROW, rows, adds);
  }
}

function multiplyTile(x: usize, dout: usize, dw: usize, rows: i32, adds: bool): void {
  const none = f32x4.splat(0);
  let l0 = adds ? v128.load(dw) : none;
  let r0 = adds ? v128.load(dw, 16) : none;
  let l1 = adds ? v128.load(dw, 32) : none;
  let r1 = adds ? v128.load(dw, 48) : none;
  let l2 = adds ? v128.load(dw, 64) : none;
  let r2 = adds ? v128.load(dw, 80) : none;
  let l3 = adds ? v128.load(dw, 96) : none;
  let r3 = adds ? v128.load(dw, 112) : none;
  const end = dout + <usize>rows * ROW;
  do {
    const left = v128.load(dout);
    const right = v128.load(dout, 16);
    let value = v128.load32_splat(x);
    l0 = madd(value, left, l0);
    r0 = madd(value, right, r0);
    value = v128.load32_splat(x, 4);
    l1 = madd(value, left, l1);
    r1 = madd(value, right, r1);
    value = v128.load32_splat(x, 8);
    l2 = madd(value, left, l2);
    r2 = madd(value, right, r2);
    value = v128.load32_splat(x, 12);
    l3 = madd(value, left, l3);
    r3 = madd(value, right, r3);
    x += ROW;
    dout += ROW;
  } while (dout < end);
  v128.store(dw, l0);
  v128.store(dw, r0, 16);
  v128.store(dw, l1, 32);
  v128.store(dw, r1, 48);
  v128.store(dw, l2, 64);
  v128.store(dw, r2, 80);
  v128.store(dw, l3, 96);
  v128.store(dw, r3, 112);
}
