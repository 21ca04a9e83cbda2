/** Cells that are missing in every column, in any case of letters. */
export const ALWAYS_MISSING: ReadonlySet<string> = new Set([
  '',
  'na',
  'n/a',
  'nan',
  'null',
  '?',
  '-',
]);
/** Words and signs that are missing among numbers and dates; among words they may mean something. */
export const MISSING_AMONG_NUMBERS: ReadonlySet<string> = new Set([
  ...['#n/a', '#n/a n/a', '#div/0!', '#value!', '#ref!', '#name?', '#num!', '#null!', '#error!'],
  ...['none', 'nil', 'nat', '<na>', '<null>', '(null)', 'n.a.', 'n.a', 'na.', 'n/d', 'n.d.', 'nd'],
  ...['\\n', 'unknown', 'unk', 'missing', 'undefined', 'empty', 'blank', 'void', 'tbd', 'tba'],
  ...['not available', 'not applicable', 'not known', 'no data', 'not reported', 'unavailable'],
  ...['-nan', '1.#qnan', '-1.#ind', '1.#ind', '#na', '#nv', 'k.a.', 'k. a.', 'keine angabe'],
]);
