import { cleanText } from '../util/clean-text.js';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import type { ColumnProfile } from './column-profile.js';
import { doubtAlike } from './doubt-alike.js';
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
  const found = ordered ? [`${what}in the order ${listed(ordered, ' < ')}`] : [];
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
  const [first] = absent;
  if (first === undefined) return told;
  const what = absent.length === 1 ? 'level' : 'levels';
  const lacked = `lacks the ${what} ${listed(
    absent.map((level) => JSON.stringify(level)),
    ', ',
  )}`;
  throw new AutofitError('BAD_OPTION', `\`order\` of "${name}" ${lacked}.`, {
    hint: `Its levels are ${listed(levels, ', ')}: name all of them, the least first. What has no rank, as words for no answer, is taken out by ${missingCall(name, absent)}.`,
  });
}

/** With the level where there is one alone: of several nobody knows which has none. */
function missingCall(name: string, absent: readonly string[]): string {
  const level = absent.length === 1 ? absent[0] : '…';
  return `\`missing: ${JSON.stringify(`${name}=${level}`)}\``;
}

function spellingDoubt(name: string, spellings: ReadonlyMap<string, string>): string | undefined {
  if (spellings.size === 0) return undefined;
  const [first = ''] = spellings.keys();
  const option = `\`keep: ${JSON.stringify(`${name}=${first}`)}\``;
  const shown = [...spellings].slice(0, 3).map(([own, level]) => `"${own}" as "${level}"`);
  return `column "${name}": ${countOf(spellings.size, 'rare spelling')} ${spellings.size === 1 ? 'counts' : 'count'} as the usual one: ${shown.join(', ')}; ${option} keeps one apart`;
}

function listed(levels: readonly string[], mark: string): string {
  const more = levels.length - 6;
  return `${levels.slice(0, 6).join(mark)}${more > 0 ? `${mark}… (${more} more)` : ''}`;
}
