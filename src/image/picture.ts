/** A picture: RGB bytes, row after row, (height, width, 3). */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A picture that is white all over. */
export function whitePicture(width: number, height: number): Picture {
  return { width, height, pixels: new Uint8Array(width * height * 3).fill(255) };
}
