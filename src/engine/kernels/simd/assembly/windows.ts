/*
 * The window that slides over maps in what is called next. Rows of a signal are (example, y, x); place (i, j) of the window
 * at (y, x) lies over (y · stride + i · dilation − top, x · stride + j · dilation − left).
 */
export let examples: i32 = 0;
export let height: i32 = 0;
export let width: i32 = 0;
export let outHeight: i32 = 0;
export let outWidth: i32 = 0;
export let size: i32 = 0;
export let stride: i32 = 0;
export let dilation: i32 = 0;
export let top: i32 = 0;
export let left: i32 = 0;

export function setWindow(
  newExamples: i32,
  newHeight: i32,
  newWidth: i32,
  newOutHeight: i32,
  newOutWidth: i32,
  newSize: i32,
  newStride: i32,
  newDilation: i32,
  newTop: i32,
  newLeft: i32,
): void {
  examples = newExamples;
  height = newHeight;
  width = newWidth;
  outHeight = newOutHeight;
  outWidth = newOutWidth;
  size = newSize;
  stride = newStride;
  dilation = newDilation;
  top = newTop;
  left = newLeft;
}

/** Rows of the maps, and of what the window makes. */
@inline
export function mapRows(): i32 {
  return examples * height * width;
}

@inline
export function windowRows(): i32 {
  return examples * outHeight * outWidth;
}

/** The first place along a side of a window that starts at `start` and lies inside. */
@inline
export function firstInside(start: i32): i32 {
  return start < 0 ? (dilation - 1 - start) / dilation : 0;
}

/** The place behind the last one that lies inside a map of this length. */
@inline
export function endInside(start: i32, length: i32): i32 {
  return start < length ? min(size, (length - 1 - start) / dilation + 1) : 0;
}
