/** Families whose models hold rows that they were fitted to, as scaled numbers. */
const KEEPING = ['neighbours', 'gaussian-process'];

/** The first of these families whose models hold training rows; undefined where none does. */
export function keepingRows(families: readonly string[]): string | undefined {
  return families.find((family) => KEEPING.includes(family));
}
