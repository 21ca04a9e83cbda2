const THOUSAND = ['k', 'tsd', 'thousand', 'tausend', 'mil', 'тыс'];
const MILLION = ['mn', 'mio', 'mm', 'mln', 'million', 'millions', 'millionen', 'млн'];
const BILLION = ['bn', 'mrd', 'mld', 'md', 'billion', 'billions', 'milliarden', 'млрд'];
/** Factors by their names in small letters. */
export const FACTORS: ReadonlyMap<string, number> = new Map([
  ...THOUSAND.map((name) => [name, 1e3] as const),
  ...['m', ...MILLION].map((name) => [name, 1e6] as const),
  ...['b', ...BILLION].map((name) => [name, 1e9] as const),
  ...['t', 'tn', 'trillion', 'trillions'].map((name) => [name, 1e12] as const),
  ...['lakh', 'lakhs', 'lac', 'lacs', 'l'].map((name) => [name, 1e5] as const),
  ...['crore', 'crores', 'cr'].map((name) => [name, 1e7] as const),
  ['万', 1e4],
  ['萬', 1e4],
  ['億', 1e8],
  ['亿', 1e8],
]);
/** These mean something else too: metres, bytes, tonnes, litres, millimetres, a thousand or a million. */
export const WEAK_FACTORS: ReadonlySet<string> = new Set(['m', 'b', 't', 'l', 'mm', 'mil', 'md']);

/** What a word behind a number multiplies it by, whatever case it is written in. */
export function factorOf(word: string): number | undefined {
  return FACTORS.get(factorKey(word));
}

/** Whether a word is a factor that cannot as well be a unit; an M is none where it is large. */
export function isSureFactor(word: string): boolean {
  return factorOf(word) !== undefined && (word === 'M' || !WEAK_FACTORS.has(factorKey(word)));
}

function factorKey(word: string): string {
  const key = word.toLowerCase();
  return key.endsWith('.') ? key.slice(0, -1) : key;
}
