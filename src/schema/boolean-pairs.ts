/** Two words for 1 and 0, in lower case, that everybody knows; no word is in two pairs. */
export const BOOLEAN_PAIRS: readonly (readonly [yes: string, no: string])[] = [
  ['yes', 'no'],
  ['true', 'false'],
  ['y', 'n'],
  ['t', 'f'],
  ['1', '0'],
  ['1.0', '0.0'],
  ['on', 'off'],
  ['ja', 'nein'],
  ['wahr', 'falsch'],
  ['oui', 'non'],
  ['vrai', 'faux'],
];

/** Whether these words are such a pair, in this order. */
export function isBooleanPair(yes: string, no: string): boolean {
  return BOOLEAN_PAIRS.some(
    (pair) => pair[0] === yes.toLowerCase() && pair[1] === no.toLowerCase(),
  );
}
