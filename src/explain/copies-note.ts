import { countOf } from '../util/count-of.js';

/** What of answers contributions do not explain. */
export function copiesNote(copies: readonly unknown[] = []): readonly string[] {
  if (copies.length === 0) return [];
  const [are, they] = copies.length === 1 ? ['is a copy', 'it is'] : ['are copies', 'they are'];
  return [
    `${countOf(copies.length, 'row')} ${are} of training rows: ${they} answered by the labels of those as well, and contributions add up to the answer of the models alone`,
  ];
}
