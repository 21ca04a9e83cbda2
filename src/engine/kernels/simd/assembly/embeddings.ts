import { madd, panelsOf, ROW, signalStride, sumLanes } from './panels';
import { cosine4, sine4 } from './vector-math';

const TURN: f32 = 6.283185307179586;
const PER_TURN: f32 = 0.15915494309189535;

/** Where a column of a signal starts. */
// @ts-ignore: decorator
@inline
function columnAt(signal: usize, column: i32, stride: usize): usize {
  return signal + <usize>(column >> 3) * stride + (<usize>(column & 7) << 2);
}

/** Bytes of a row of a table with so many columns. */
// @ts-ignore: decorator
@inline
function tableRow(columns: i32): usize {
  return <usize>panelsOf(columns) * ROW;
}

// @ts-ignore: decorator
@inline
function addTo(place: usize, value: v128): void {
  v128.store(place, f32x4.add(v128.load(place), value));
}

/*
 * Knots of a column: the number of its first bin among all, its bins, its edges, ∞ … up to `size` floats.
 * The bin of x is the count of inner edges that are not above it; past the last edge it is the last bin.
 */

// @ts-ignore: decorator
@inline
function binOf(edges: usize, bins: i32, x: f32): i32 {
  const value = f32x4.splat(x);
  let counts = i32x4.splat(0);
  for (let j = 1; j < bins; j += 4) {
    const below = f32x4.le(v128.load(edges + (<usize>j << 2)), value);
    counts = i32x4.sub(counts, below);
  }
  const count =
    i32x4.extract_lane(counts, 0) +
    i32x4.extract_lane(counts, 1) +
    i32x4.extract_lane(counts, 2) +
    i32x4.extract_lane(counts, 3);
  return min(count, bins - 1);
}

// @ts-ignore: decorator
@inline
function shareOf(edges: usize, bin: i32, x: f32): f32 {
  const low = load<f32>(edges + (<usize>bin << 2));
  const high = load<f32>(edges + (<usize>bin << 2), 4);
  return (x - low) / (high - low);
}

/** out = offset + slope · x + the bins below x + the share of its own; `sums` takes the first of these sums. */
export function piecewiseForward(
  x: usize,
  knots: usize,
  size: i32,
  slopes: usize,
  offsets: usize,
  bins: usize,
  sums: usize,
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
    const count = <i32>load<f32>(knots, 4);
    const edges = knots + 8;
    const own = bins + <usize>(<i32>load<f32>(knots)) * row;
    sumBins(own, offsets, sums, count, width);
    let value = columnAt(x, from + c, stride);
    let first = <usize>0;
    for (let r = 0; r < rows; r++) {
      const number = load<f32>(value);
      const bin = binOf(edges, count, number);
      const share = f32x4.splat(shareOf(edges, bin, number));
      const place = <usize>bin * row;
      for (let i = 0; i < width; i += 4) {
        const lane = <usize>i << 2;
        const base = madd(f32x4.splat(number), v128.load(slopes + lane), v128.load(sums + place + lane));
        const vector = madd(share, v128.load(own + place + lane), base);
        v128.store(columnAt(out, to + c * width + i, stride) + first, vector);
      }
      value += ROW;
      first += ROW;
    }
    knots += tableRow(size);
    slopes += row;
    offsets += row;
  }
}

/** Row t of `sums` = offset + the bins before t. */
function sumBins(bins: usize, offset: usize, sums: usize, count: i32, width: i32): void {
  const row = tableRow(width);
  memory.copy(sums, offset, row);
  for (let t = 1; t < count; t++) {
    for (let i: usize = 0; i < row; i += 16) {
      const before = v128.load(sums + i);
      v128.store(sums + row + i, f32x4.add(before, v128.load(bins + i)));
    }
    sums += row;
    bins += row;
  }
}

export function piecewiseBackward(
  x: usize,
  knots: usize,
  size: i32,
  sums: usize,
  dout: usize,
  dslopes: usize,
  doffsets: usize,
  dbins: usize,
  rows: i32,
  from: i32,
  to: i32,
  columns: i32,
  width: i32,
): void {
  const stride = signalStride(rows);
  const row = tableRow(width);
  for (let c = 0; c < columns; c++) {
    const count = <i32>load<f32>(knots, 4);
    const edges = knots + 8;
    const own = dbins + <usize>(<i32>load<f32>(knots)) * row;
    memory.fill(own, 0, <usize>count * row);
    memory.fill(sums, 0, <usize>count * row);
    memory.fill(dslopes, 0, row);
    let value = columnAt(x, from + c, stride);
    let first = <usize>0;
    for (let r = 0; r < rows; r++) {
      const number = load<f32>(value);
      const bin = binOf(edges, count, number);
      const share = f32x4.splat(shareOf(edges, bin, number));
      const place = <usize>bin * row;
      for (let i = 0; i < width; i += 4) {
        const lane = <usize>i << 2;
        const d = v128.load(columnAt(dout, to + c * width + i, stride) + first);
        v128.store(dslopes + lane, madd(f32x4.splat(number), d, v128.load(dslopes + lane)));
        v128.store(own + place + lane, madd(share, d, v128.load(own + place + lane)));
        addTo(sums + place + lane, d);
      }
      value += ROW;
      first += ROW;
    }
    spreadSums(own, doffsets, sums, count, width);
    knots += tableRow(size);
    dslopes += row;
    doffsets += row;
  }
}

/** Every bin gets the sums of the bins above it, the offset those of all. */
function spreadSums(dbins: usize, doffset: usize, sums: usize, count: i32, width: i32): void {
  const row = tableRow(width);
  memory.fill(doffset, 0, row);
  for (let t = count - 1; t >= 0; t--) {
    const place = <usize>t * row;
    for (let i: usize = 0; i < row; i += 16) {
      addTo(dbins + place + i, v128.load(doffset + i));
      addTo(doffset + i, v128.load(sums + place + i));
    }
  }
}

/** cos and sin of the angles of x: two rows of `waves`. */
// @ts-ignore: decorator
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
