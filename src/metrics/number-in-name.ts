/** The number that a metric's name holds; undefined where it is written as 1e-7 is, which no name holds. */
export function numberInName(written: string): number | undefined {
  const number = Number(written);
  return /^\d*\.?\d+$/.test(String(number)) ? number : undefined;
}
