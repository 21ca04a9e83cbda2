/** Pictures of so many pixels a line, (…, width, channels), each line from right to left. */
export function mirroredPixels(pixels: Uint8Array, width: number, channels: number): Uint8Array {
  const line = width * channels;
  const flipped = new Uint8Array(pixels.length);
  for (let start = 0; start < pixels.length; start += line) {
    for (let x = 0; x < width; x++) {
      const from = start + (width - 1 - x) * channels;
      for (let c = 0; c < channels; c++)
        flipped[start + x * channels + c] = pixels[from + c] as number;
    }
  }
  return flipped;
}
