import { addTo, columnAt, tableRow } from './columns';
import { madd, ROW, signalStride } from './panels';

/*
 * Knots of a column: the number of its first bin among all, its bins, its edges, ∞ … up to `size` floats.
 * The bin of x is the count of inner edges that are not above it; past the last edge it is the last bin.
 */

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
