/** Square pictures of one size: RGB bytes, (pictures, side, side, 3). */
export interface PictureStack {
  /** Pixels a side. */
  readonly side: number;
  readonly pixels: Uint8Array;
}

export function pictureCount({ side, pixels }: PictureStack): number {
  return pixels.length / (3 * side * side);
}

/** The brightness of each pixel of one picture of a stack, 0 … 1 (ITU-R BT.601). */
export function greyOf({ side, pixels }: PictureStack, picture: number): Float32Array {
  const grey = new Float32Array(side * side);
  let from = picture * side * side * 3;
  for (let i = 0; i < grey.length; i++, from += 3) {
    const red = pixels[from] as number;
    const green = pixels[from + 1] as number;
    const blue = pixels[from + 2] as number;
    grey[i] = (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
  }
  return grey;
}

/** Whether the three values of every pixel are equal. */
export function isGreyPicture({ side, pixels }: PictureStack, picture: number): boolean {
  const end = (picture + 1) * side * side * 3;
  for (let at = picture * side * side * 3; at < end; at += 3) {
    if (pixels[at] !== pixels[at + 1] || pixels[at] !== pixels[at + 2]) return false;
  }
  return true;
}
