/**
 * The layout of a signal (rows, columns): panels of 8 columns, each [row][8], so that every product of a
 * dense layer reads memory in order. Rows are rounded up to a tile of 4. 64 bytes between panels keep
 * their rows from falling on the same cache sets.
 */
export const ROW: usize = 32;
export const WIDTH: i32 = 8;

/** Bytes from a panel of a signal to the next. */
@inline
export function signalStride(rows: i32): usize {
  return (<usize>((rows + 3) & ~3)) * ROW + 64;
}

/** Bytes from a panel of weights (depth, columns) to the next: [column/8][depth][8], depth rounded up to 4. */
@inline
export function weightStride(depth: i32): usize {
  return (<usize>((depth + 3) & ~3)) * ROW;
}

/** Panels that so many columns take. */
@inline
export function panelsOf(columns: i32): i32 {
  return (columns + 7) >> 3;
}

/** a · b + c, rounded once in the relaxed build and twice in the other. */
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** All bits set in the lanes `first` … `first` + 3 that are below `columns`. */
@inline
export function laneMask(first: i32, columns: i32): v128 {
  return i32x4.lt_s(i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3)), i32x4.splat(columns));
}

@inline
export function sumLanes(v: v128): f32 {
  return (
    f32x4.extract_lane(v, 0) +
    f32x4.extract_lane(v, 1) +
    (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
  );
}
