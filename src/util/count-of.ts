/** A number of things in words: `1 row`, `1,200 rows`. */
export function countOf(count: number, noun: string): string {
  // Less than a thousand is not worth loading a language for.
  const digits = count < 1000 && Number.isInteger(count) ? count : count.toLocaleString('en-US');
  return `${digits} ${noun}${count === 1 ? '' : 's'}`;
}
