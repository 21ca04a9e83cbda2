import type { ColumnProfile } from './column-profile.js';
import { countAsMissing } from './count-as-missing.js';
import { currencyCode } from './currencies.js';
import { describeFormat } from './describe-format.js';
import { isId, isText } from './infer-text.js';
import type { Judgement } from './judgement.js';
import { isMissingAmongNumbers } from './missing-tokens.js';
import type { NumberEvidence } from './number-evidence.js';
import { numberReader, writtenNumbers } from './number-reader.js';
import type { ColumnKind, NumericParser } from './schema.js';
import { asMeant } from './unit-or-money.js';
import { unitKey, unitsNamed } from './units.js';
import type { WrittenNumber } from './written-number.js';

const RATIO = /[^\s/]\/[^\s/]/;
/** So many units are named. */
const SHOWN = 3;

/**
 * Numbers in two units that cannot be turned into each other: those in the commoner one are read, and never both as if they
 * were one.
 */
export function inTwoUnits(
  profile: ColumnProfile,
  parser: NumericParser,
):
  | {
      readonly parser: NumericParser;
      readonly reason: string;
      readonly unread: number;
      readonly doubt: string;
    }
  | undefined {
  const { groups = [], hasOthers } = unitsOf(profile, parser) ?? {};
  const [most, least, third] = groups;
  if (!most || !least || third || hasOthers || !areUnits(groups)) return undefined;
  // Two ways to measure one thing are ratios, mostly; else cells may be levels, unless nearly all differ.
  if (!groups.every(({ isRatio }) => isRatio) && !(isId(profile) || isText(profile)))
    return undefined;
  const own: NumericParser = { ...ofNothing(parser), ...most.format, refused: least.name };
  const read = numberReader(own);
  if (Number.isNaN(read(most.cell)) || !Number.isNaN(read(least.cell))) return undefined;
  const others = countAsMissing(least.rows, 'cell', `such as "${least.cell}"`);
  return {
    parser: own,
    unread: least.rows,
    reason: `numbers in two units; ${describeFormat(own)}; ${others}`,
    doubt: `column "${profile.name}" holds two units: ${most.name} is read, and ${others}; turn them into one to use all`,
  };
}

/** What columns are taken for that are no numbers. */
const TAKEN: Partial<Record<ColumnKind, string>> = {
  categorical: 'levels',
  text: 'texts',
  ignored: 'ids',
};

/** What to say of levels, texts and ids that are numbers in two units or more. */
export function doubtTwoUnits(
  profile: ColumnProfile,
  { parser }: NumberEvidence,
  { kind }: Pick<Judgement, 'kind'>,
): string | undefined {
  const units = severalUnits(profile, parser);
  const taken = TAKEN[kind];
  if (units === undefined || taken === undefined) return undefined;
  return `column "${profile.name}" holds ${units}, which are taken for ${taken}; turn them into one to use their sizes`;
}

/** Numbers in two units or more in words, with or without some that have none; undefined where cells may be codes. */
export function severalUnits(profile: ColumnProfile, parser: NumericParser): string | undefined {
  const { groups = [], hasOthers = false } = unitsOf(profile, parser) ?? {};
  if (groups.length < 2 || !areUnits(groups)) return undefined;
  // Beside bare numbers, or more of its kind, a letter may as well be a part of a house's number.
  const mayBeCodes = (hasOthers || groups.length > 2) && groups.some(isLetter);
  if (mayBeCodes && !groups.some(isSign)) return undefined;
  const cells = groups.slice(0, SHOWN).map(({ cell }) => `"${cell}"`);
  const more = groups.length > SHOWN ? ', …' : '';
  return `numbers in ${groups.length === 2 ? 'two' : groups.length} units (${cells.join(', ')}${more})`;
}

function ofNothing(parser: NumericParser): NumericParser {
  const { family: _, months: __, shares: ___, ...rest } = parser;
  return { ...rest, unit: '', currency: '', percent: false };
}

/** What is read in one unit, one currency, or as percents. */
interface Group extends Kind {
  readonly cell: string;
  rows: number;
}

interface Kind {
  /** What all of a group have in common, and what it is called. */
  readonly key: string;
  readonly name: string;
  readonly format: Partial<NumericParser>;
  readonly isRatio: boolean;
  /** Of a word that is no unit as far as is known. */
  readonly isUnknown?: boolean;
}

/**
 * The groups of units, the commoner first, and whether there are others: numbers without a unit and cells that say that
 * there is none; undefined where some cell is something else. 0 is 0 in every unit.
 */
function unitsOf({ plain, counts }: ColumnProfile, parser: NumericParser) {
  if (plain || parser.factors || parser.form) return undefined;
  const found = new Map<string, Group>();
  const read = writtenNumbers(parser.decimal);
  let hasOthers = false;
  for (const [i, cell] of counts.cells.entries()) {
    const own = read(cell);
    if (own ? own.compound : !isMissingAmongNumbers(cell)) return undefined;
    const kind = own && kindOf(asMeant(own, parser));
    hasOthers ||= !kind && own?.read(cell) !== 0;
    if (!kind) continue;
    const group = found.get(kind.key) ?? { ...kind, cell, rows: 0 };
    group.rows += counts.rowsOf[i] ?? 0;
    found.set(kind.key, group);
  }
  return { groups: [...found.values()].sort((a, b) => b.rows - a.rows), hasOthers };
}

/** Whether words are units: beside money and percents all are, else those that are known. */
function areUnits(groups: readonly Group[]): boolean {
  return groups.every(({ isUnknown }) => !isUnknown) || groups.some(isSign);
}

/** Undefined for a number that is of nothing. */
function kindOf({ currency, unit, percent }: WrittenNumber): Kind | undefined {
  if (percent) return { key: '%', name: '%', format: { percent }, isRatio: true };
  if (unit === '') {
    const key = currencyCode(currency) ?? currency;
    return key === '' ? undefined : { key, name: currency, format: { currency }, isRatio: false };
  }
  const isRatio = RATIO.test(unit);
  const [known, ...more] = isRatio ? [] : unitsNamed(unit);
  const isUnknown = !isRatio && (!known || more.length > 0);
  const family = isUnknown ? undefined : known?.family;
  const format = { unit, currency, ...(family && { family }) };
  return { key: `unit ${family ?? unitKey(unit)}`, name: unit, format, isRatio, isUnknown };
}

function isSign({ format }: Kind): boolean {
  return format.unit === undefined;
}

function isLetter({ name }: Kind): boolean {
  return name.length === 1;
}
