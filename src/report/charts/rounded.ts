/** A coordinate to a tenth: finer is not seen, and the page would be larger. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
