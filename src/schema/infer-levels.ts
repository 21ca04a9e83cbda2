import { cleanText } from '../util/clean-text.js';
import { countOf } from '../util/count-of.js';
import type { ColumnProfile } from './column-profile.js';
import { doubtAlike } from './doubt-alike.js';
import { lackingOrder, listedLevels } from './lacking-order.js';
import { knownOrder } from './level-order.js';
import { mergeSpellings } from './merge-spellings.js';
import type { CategoricalParser } from './schema.js';
import { versionOrder } from './version-order.js';

/** The levels of a column, in an order that is told or known, else in that of code points, with a word on what was found. */
export interface Levels {
  readonly parser: CategoricalParser;
  /** What is found besides levels, for the reason. */
  readonly found: readonly string[];
  /** What may be meant otherwise. */
  readonly doubt?: string | undefined;
}

/** Throws an AutofitError where a level is not in the order that is told. */
export function inferLevels(profile: ColumnProfile, order?: readonly string[]): Levels {
  const apart = new Set([...(order ?? []), ...(profile.rule?.keep ?? [])].map(cleanText));
  const { levels, spellings } = mergeSpellings(profile.counts, apart);
  const sorted = levels.toSorted((a, b) => (a < b ? -1 : 1));
  const versions = order ? undefined : versionOrder(sorted);
  const ordered = order ? toldOrder(profile.name, sorted, order) : (versions ?? knownOrder(sorted));
  const parser: CategoricalParser = {
    kind: 'categorical',
    levels: ordered ?? sorted,
    ...(ordered && { isOrdered: true }),
    ...(spellings.size > 0 && { spellings: Object.fromEntries(spellings) }),
  };
  const what = versions ? 'versions, ' : '';
  const found = ordered ? [`${what}in the order ${listedLevels(ordered, ' < ')}`] : [];
  const doubts = [
    spellingDoubt(profile.name, spellings),
    doubtAlike(profile.name, levels, apart),
  ].filter((own) => own !== undefined);
  return { parser, found, doubt: doubts.length > 0 ? doubts.join('; ') : undefined };
}

function toldOrder(
  name: string,
  levels: readonly string[],
  order: readonly string[],
): readonly string[] {
  const told = order.map(cleanText);
  const absent = levels.filter((level) => !told.includes(level));
  if (absent.length > 0) throw lackingOrder(name, ['level', 'levels'], absent, levels);
  return told;
}

function spellingDoubt(name: string, spellings: ReadonlyMap<string, string>): string | undefined {
  if (spellings.size === 0) return undefined;
  const [first = ''] = spellings.keys();
  const option = `\`keep: ${JSON.stringify(`${name}=${first}`)}\``;
  const shown = [...spellings].slice(0, 3).map(([own, level]) => `"${own}" as "${level}"`);
  return `column "${name}": ${countOf(spellings.size, 'rare spelling')} ${spellings.size === 1 ? 'counts' : 'count'} as the usual one: ${shown.join(', ')}; ${option} keeps one apart`;
}
