import type { Corners } from '../../detect/box.js';

/** Of the height of letters: the width of one, and from one line to the next. */
const [WIDTH, LINE] = [0.62, 1.15];

/** Where the words of boxes stand, the surest first: above each, in it where there is no room, and lower where others stand already. */
export function labelPlaces(
  boxes: readonly (Corners & { readonly words: string })[],
  letters: number,
): readonly { readonly x: number; readonly y: number }[] {
  const placed: { readonly x: number; readonly y: number; readonly end: number }[] = [];
  for (const { x1: x, y1, words } of boxes) {
    const end = x + WIDTH * letters * words.length;
    const isTaken = (y: number) =>
      placed.some((own) => Math.abs(own.y - y) < letters && own.x < end && x < own.end);
    let y = y1 > 1.2 * letters ? y1 - 0.3 * letters : y1 + letters;
    while (isTaken(y)) y += LINE * letters;
    placed.push({ x, y, end });
  }
  return placed.map(({ x, y }) => ({ x, y }));
}
