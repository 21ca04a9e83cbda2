/*
 * Trees walked by codes: each value of a block of rows is once told by its place among the numbers that trees ask for, two
 * bytes a code, column after column. Rows go eight at a time, so that one waits for memory while the others go on.
 *
 * A node is 16 bytes: where its column's codes begin; the last code that goes left; where its left child lies, the right one
 * behind it; and where its table of levels lies. A leaf is its own left child and has its number in place of a table.
 */

/** How many of the ascending edges lie below the value, found in so many steps whatever it is. */
@inline
function halved(edges: usize, half: usize, value: f64): usize {
  const upper = edges + (half << 3);
  return select(upper, edges, load<f64>(upper - 8) < value);
}

/** Numbers whose missing ones come before all others, or behind them; any other kind is levels. */
const NUMBERS_LOW = 0;
const NUMBERS_HIGH = 1;

/** The code of a value, of whose edges as many lie below as before `place`, or one more; there is one at least. */
@inline
function codeOf(kind: i32, value: f64, edges: usize, place: usize, count: i32): u16 {
  const below = <i32>((place - edges) >> 3) + i32(load<f64>(place) < value);
  if (kind == NUMBERS_LOW) return <u16>(value != value ? 0 : below + 1);
  if (kind == NUMBERS_HIGH) return <u16>(value != value ? count + 1 : below);
  if (!(value >= 0)) return <u16>(count + 1);
  const isKnown = below < count && load<f64>(edges + (<usize>below << 3)) == value;
  return <u16>(isKnown ? below + 1 : 0);
}

/**
 * The code of each value of a column, whose values come every so many bytes. Numbers: how many edges lie below, and one more
 * where missing ones come first; levels: the place of their equal from 1 on, 0 for those without one, and what is missing
 * behind them.
 */
export function codeColumn(
  kind: i32,
  values: usize,
  stride: usize,
  rows: i32,
  edges: usize,
  count: i32,
  codes: usize,
): void {
  const fours = rows & ~3;
  let row = 0;
  for (; row < fours; row += 4) {
    const a = load<f64>(values);
    const b = load<f64>(values + stride);
    const c = load<f64>(values + 2 * stride);
    const d = load<f64>(values + 3 * stride);
    let ea = edges;
    let eb = edges;
    let ec = edges;
    let ed = edges;
    for (let left: usize = count; left > 1; ) {
      const half = left >> 1;
      ea = halved(ea, half, a);
      eb = halved(eb, half, b);
      ec = halved(ec, half, c);
      ed = halved(ed, half, d);
      left -= half;
    }
    store<u16>(codes, codeOf(kind, a, edges, ea, count));
    store<u16>(codes, codeOf(kind, b, edges, eb, count), 2);
    store<u16>(codes, codeOf(kind, c, edges, ec, count), 4);
    store<u16>(codes, codeOf(kind, d, edges, ed, count), 6);
    values += 4 * stride;
    codes += 8;
  }
  for (; row < rows; row++) {
    const value = load<f64>(values);
    let place = edges;
    for (let left: usize = count; left > 1; ) {
      const half = left >> 1;
      place = halved(place, half, value);
      left -= half;
    }
    store<u16>(codes, codeOf(kind, value, edges, place, count));
    values += stride;
    codes += 2;
  }
}

/** Codes of numbers whose missing ones come behind all others, by those where they come first: −1 is the largest. */
export function codesBelow(codes: usize, out: usize, rows: i32): void {
  for (let at: usize = 0; at < <usize>rows << 1; at += 16) {
    v128.store(out + at, i16x8.sub(v128.load(codes + at), i16x8.splat(1)));
  }
}

/** In place of a threshold: the node has a table. */
const LEVELS: u32 = 0xfffffffe;

/** The next node of the row at this byte of each column's codes; `hasLevels` is known when it is compiled. */
@inline
function step(node: u32, row: usize, hasLevels: bool): u32 {
  const threshold = load<u32>(node, 4);
  const code = <u32>load<u16>(load<u32>(node) + row);
  const isRight =
    hasLevels && threshold == LEVELS
      ? <u32>load<u8>(load<u32>(node, 12) + code)
      : u32(code > threshold);
  return load<u32>(node, 8) + (isRight << 4);
}

@inline
function walk(root: u32, rows: i32, leaves: usize, hasLevels: bool): void {
  const eights = <usize>(rows & ~7) << 1;
  const end = <usize>rows << 1;
  let row: usize = 0;
  for (; row < eights; row += 16) {
    let a = root;
    let b = root;
    let c = root;
    let d = root;
    let e = root;
    let f = root;
    let g = root;
    let h = root;
    for (;;) {
      // Two steps before it is asked whether all have come to a leaf: most have not.
      a = step(a, row, hasLevels);
      b = step(b, row + 2, hasLevels);
      c = step(c, row + 4, hasLevels);
      d = step(d, row + 6, hasLevels);
      e = step(e, row + 8, hasLevels);
      f = step(f, row + 10, hasLevels);
      g = step(g, row + 12, hasLevels);
      h = step(h, row + 14, hasLevels);
      const sum = a + b + c + d + e + f + g + h;
      a = step(a, row, hasLevels);
      b = step(b, row + 2, hasLevels);
      c = step(c, row + 4, hasLevels);
      d = step(d, row + 6, hasLevels);
      e = step(e, row + 8, hasLevels);
      f = step(f, row + 10, hasLevels);
      g = step(g, row + 12, hasLevels);
      h = step(h, row + 14, hasLevels);
      // Children lie behind their parents: the sum stays only where no row has moved.
      if (a + b + c + d + e + f + g + h == sum) break;
    }
    store<u32>(leaves, load<u32>(a, 12));
    store<u32>(leaves, load<u32>(b, 12), 4);
    store<u32>(leaves, load<u32>(c, 12), 8);
    store<u32>(leaves, load<u32>(d, 12), 12);
    store<u32>(leaves, load<u32>(e, 12), 16);
    store<u32>(leaves, load<u32>(f, 12), 20);
    store<u32>(leaves, load<u32>(g, 12), 24);
    store<u32>(leaves, load<u32>(h, 12), 28);
    leaves += 32;
  }
  for (; row < end; row += 2) {
    let node = root;
    for (let next = step(node, row, hasLevels); next != node; ) {
      node = next;
      next = step(node, row, hasLevels);
    }
    store<u32>(leaves, load<u32>(node, 12));
    leaves += 4;
  }
}

/** The number of each row's leaf, in a tree whose nodes all ask for numbers. */
export function walkNumbers(root: u32, rows: i32, leaves: usize): void {
  walk(root, rows, leaves, false);
}

/** The number of each row's leaf. */
export function walkTree(root: u32, rows: i32, leaves: usize): void {
  walk(root, rows, leaves, true);
}

/** Where the answer of a row's leaf lies. */
@inline
function answerOf(answers: usize, leaf: usize): usize {
  return answers + (<usize>load<u32>(leaf) << 2);
}

/** Adds what each row's leaf answers to its sum. */
export function addAnswers(leaves: usize, rows: i32, answers: usize, sums: usize): void {
  const end = leaves + (<usize>(rows & ~1) << 2);
  for (; leaves < end; leaves += 8) {
    const first = v128.load_zero<u32>(answerOf(answers, leaves));
    const both = v128.load_lane<u32>(answerOf(answers, leaves + 4), first, 1);
    v128.store(sums, f64x2.add(v128.load(sums), f64x2.promote_low_f32x4(both)));
    sums += 16;
  }
  if ((rows & 1) == 0) return;
  store<f64>(sums, load<f64>(sums) + <f64>load<f32>(answerOf(answers, leaves)));
}
