import type { Picture } from './picture.js';

/** The picture in another size: each pixel is the mean of the area that it takes; linear between pixels where a side grows. */
export function resizePicture(picture: Picture, width: number, height: number): Picture {
  if (picture.width === width && picture.height === height) return picture;
  const narrow = resizedRows(picture, sharesOf(picture.width, width));
  const pixels = resizedColumns(narrow, width * 3, sharesOf(picture.height, height));
  return { width, height, pixels };
}

/** Of each new pixel of a side: the first old one that it is made of, and their weights, which add to 1. */
type Shares = readonly { readonly first: number; readonly weights: Float64Array }[];

function sharesOf(from: number, to: number): Shares {
  const scale = from / to;
  return Array.from({ length: to }, (_, place) =>
    scale >= 1
      ? areaShares(place * scale, Math.min(from, (place + 1) * scale))
      : linearShares((place + 0.5) * scale - 0.5, from),
  );
}

function areaShares(start: number, end: number): Shares[number] {
  const first = Math.floor(start);
  const weights = new Float64Array(Math.ceil(end) - first);
  for (let i = 0; i < weights.length; i++) {
    const covered = Math.min(end, first + i + 1) - Math.max(start, first + i);
    weights[i] = covered / (end - start);
  }
  return { first, weights };
}

/** Centres lie at whole numbers here; beyond the outermost ones their values go on. */
function linearShares(centre: number, from: number): Shares[number] {
  const place = Math.min(Math.max(centre, 0), from - 1);
  const first = Math.min(Math.floor(place), Math.max(0, from - 2));
  const share = place - first;
  return { first, weights: from === 1 ? Float64Array.of(1) : Float64Array.of(1 - share, share) };
}

/** (height, new width, 3). */
function resizedRows({ width, height, pixels }: Picture, shares: Shares): Float32Array {
  const narrow = new Float32Array(height * shares.length * 3);
  for (let row = 0, to = 0; row < height; row++) {
    for (const { first, weights } of shares) {
      let from = (row * width + first) * 3;
      let [red, green, blue] = [0, 0, 0];
      for (let i = 0; i < weights.length; i++, from += 3) {
        const weight = weights[i] ?? 0;
        red += weight * (pixels[from] ?? 0);
        green += weight * (pixels[from + 1] ?? 0);
        blue += weight * (pixels[from + 2] ?? 0);
      }
      narrow[to++] = red;
      narrow[to++] = green;
      narrow[to++] = blue;
    }
  }
  return narrow;
}

/** (new height, row bytes). */
function resizedColumns(narrow: Float32Array, rowBytes: number, shares: Shares): Uint8Array {
  const pixels = new Uint8Array(shares.length * rowBytes);
  const sums = new Float64Array(rowBytes);
  for (const [row, { first, weights }] of shares.entries()) {
    sums.fill(0.5);
    for (const [i, weight] of weights.entries()) {
      const from = (first + i) * rowBytes;
      for (let k = 0; k < rowBytes; k++)
        sums[k] = (sums[k] ?? 0) + weight * (narrow[from + k] ?? 0);
    }
    // Storing cuts the rest off, so that the half above rounds.
    pixels.set(sums, row * rowBytes);
  }
  return pixels;
}
