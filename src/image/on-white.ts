/** A colour's share as it is seen on white: each is a byte. */
export function onWhite(colour: number, alpha: number): number {
  const sum = colour * alpha + 255 * (255 - alpha) + 128;
  // Rounded as a division by 255 is, for sums of two bytes.
  return (sum + (sum >> 8)) >> 8;
}

/** RGB of RGBA, (pixels, 4), as it is seen on white. */
export function rgbOnWhite(rgba: Uint8Array | Uint8ClampedArray): Uint8Array {
  const count = rgba.length >> 2;
  const rgb = new Uint8Array(count * 3);
  for (let pixel = 0, from = 0, to = 0; pixel < count; pixel++, from += 4, to += 3) {
    const alpha = rgba[from + 3] ?? 255;
    if (alpha === 255) {
      rgb[to] = rgba[from] ?? 0;
      rgb[to + 1] = rgba[from + 1] ?? 0;
      rgb[to + 2] = rgba[from + 2] ?? 0;
    } else {
      rgb[to] = onWhite(rgba[from] ?? 0, alpha);
      rgb[to + 1] = onWhite(rgba[from + 1] ?? 0, alpha);
      rgb[to + 2] = onWhite(rgba[from + 2] ?? 0, alpha);
    }
  }
  return rgb;
}
