import { addTo, columnAt, tableRow } from './columns';
import { madd, ROW, signalStride, sumLanes } from './panels';
import { cosine4, sine4 } from './vector-math';

const TURN: f32 = 6.283185307179586;
const PER_TURN: f32 = 0.15915494309189535;

/** cos and sin of the angles of x: two rows of `waves`. */
@inline
function fillWaves(
  frequencies: usize,
  phases: usize,
  waves: usize,
  bytes: usize,
  x: f32,
  sines: bool,
): void {
  for (let j: usize = 0; j < bytes; j += 16) {
    const turns = f32x4.mul(v128.load(phases + j), f32x4.splat(PER_TURN));
    const angle = madd(f32x4.splat(x), v128.load(frequencies + j), turns);
    v128.store(waves + j, cosine4(angle));
    if (sines) v128.store(waves + bytes + j, sine4(angle));
  }
}

/** out = [mix · cos(2π · frequency · x + phase) + offset, x]; `count` is a multiple of 8. */
export function periodicForward(
  x: usize,
  count: i32,
  frequencies: usize,
  phases: usize,
  mix: usize,
  offsets: usize,
  waves: usize,
  out: usize,
  rows: i32,
  from: i32,
  to: i32,
  columns: i32,
  width: i32,
): void {
  const stride = signalStride(rows);
  const bytes = <usize>count << 2;
  for (let c = 0; c < columns; c++) {
    let value = columnAt(x, from + c, stride);
    let first = <usize>0;
    for (let r = 0; r < rows; r++) {
      const number = load<f32>(value);
      fillWaves(frequencies, phases, waves, bytes, number, false);
      for (let o = 0; o < width - 1; o++) {
        const weights = mix + <usize>o * bytes;
        let sum = f32x4.splat(0);
        for (let j: usize = 0; j < bytes; j += 16) {
          sum = madd(v128.load(weights + j), v128.load(waves + j), sum);
        }
        const offset = load<f32>(offsets + (<usize>o << 2));
        store<f32>(columnAt(out, to + c * width + o, stride) + first, sumLanes(sum) + offset);
      }
      store<f32>(columnAt(out, to + c * width + width - 1, stride) + first, number);
      value += ROW;
      first += ROW;
    }
    frequencies += bytes;
    phases += bytes;
    mix += <usize>(width - 1) * bytes;
    offsets += tableRow(width - 1);
  }
}

export function periodicBackward(
  x: usize,
  count: i32,
  frequencies: usize,
  phases: usize,
  mix: usize,
  waves: usize,
  dout: usize,
  dfrequencies: usize,
  dphases: usize,
  dmix: usize,
  doffsets: usize,
  rows: i32,
  from: i32,
  to: i32,
  columns: i32,
  width: i32,
): void {
  const stride = signalStride(rows);
  const bytes = <usize>count << 2;
  const mixed = <usize>(width - 1) * bytes;
  for (let c = 0; c < columns; c++) {
    memory.fill(dfrequencies, 0, bytes);
    memory.fill(dphases, 0, bytes);
    memory.fill(dmix, 0, mixed);
    memory.fill(doffsets, 0, tableRow(width - 1));
    let value = columnAt(x, from + c, stride);
    let first = <usize>0;
    for (let r = 0; r < rows; r++) {
      const number = load<f32>(value);
      fillWaves(frequencies, phases, waves, bytes, number, true);
      for (let o = 0; o < width - 1; o++) {
        const d = load<f32>(columnAt(dout, to + c * width + o, stride) + first);
        const place = doffsets + (<usize>o << 2);
        store<f32>(place, load<f32>(place) + d);
        const to = dmix + <usize>o * bytes;
        for (let j: usize = 0; j < bytes; j += 16) {
          v128.store(to + j, madd(f32x4.splat(d), v128.load(waves + j), v128.load(to + j)));
        }
      }
      for (let j: usize = 0; j < bytes; j += 16) {
        let along = f32x4.splat(0);
        for (let o = 0; o < width - 1; o++) {
          const d = load<f32>(columnAt(dout, to + c * width + o, stride) + first);
          along = madd(f32x4.splat(d), v128.load(mix + <usize>o * bytes + j), along);
        }
        const turned = f32x4.neg(f32x4.mul(v128.load(waves + bytes + j), along));
        addTo(dphases + j, turned);
        addTo(dfrequencies + j, f32x4.mul(f32x4.splat(TURN * number), turned));
      }
      value += ROW;
      first += ROW;
    }
    frequencies += bytes;
    phases += bytes;
    mix += mixed;
    dfrequencies += bytes;
    dphases += bytes;
    dmix += mixed;
    doffsets += tableRow(width - 1);
  }
}
