/** A number of things in words: `1 row`, `1,200 rows`. */
export function countOf(count: number, noun: string): string {
  return `${digits(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Some of them: `40 of 1,200 rows`, or `1,200 rows` where that is all. */
export function someOf(count: number, all: number, noun: string): string {
  return count < all ? `${digits(count)} of ${countOf(all, noun)}` : countOf(count, noun);
}

function digits(count: number): string {
  // Less than a thousand is not worth loading a language for.
  return count < 1000 && Number.isInteger(count) ? String(count) : count.toLocaleString('en-US');
}
