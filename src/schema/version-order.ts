const VERSION = /^v?(\d+(?:\.\d+)+)(?:[-+.]?([A-Za-z][\w.-]*))?$/i;
/** Of the levels, how many have three parts or more: of two parts, all may be numbers. */
const LONG_SHARE = 0.5;

/** The levels in the order of their parts, where all are versions such as `1.2.10`; undefined where some are none. */
export function versionOrder(levels: readonly string[]): readonly string[] | undefined {
  const parts = new Map<string, { readonly numbers: readonly number[]; readonly rest: string }>();
  let long = 0;
  for (const level of levels) {
    const [, numbers, rest = ''] = VERSION.exec(level) ?? [];
    if (numbers === undefined) return undefined;
    const own = numbers.split('.').map(Number);
    if (own.length > 2) long++;
    parts.set(level, { numbers: own, rest });
  }
  if (levels.length < 2 || long < LONG_SHARE * levels.length) return undefined;
  const of = (level: string) => parts.get(level) ?? { numbers: [], rest: '' };
  return levels.toSorted((a, b) => compare(of(a), of(b)));
}

function compare(
  a: { readonly numbers: readonly number[]; readonly rest: string },
  b: { readonly numbers: readonly number[]; readonly rest: string },
): number {
  for (let i = 0; i < Math.max(a.numbers.length, b.numbers.length); i++) {
    const apart = (a.numbers[i] ?? 0) - (b.numbers[i] ?? 0);
    if (apart !== 0) return apart;
  }
  // What has a word behind it comes before what has none, as 2.0.0-beta before 2.0.0.
  if (a.rest === b.rest) return 0;
  if (a.rest === '' || b.rest === '') return a.rest === '' ? 1 : -1;
  return a.rest < b.rest ? -1 : 1;
}
