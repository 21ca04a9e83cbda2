import { countOf } from '../util/count-of.js';
import type { ColumnProfile } from './column-profile.js';
import { currencyCode } from './currencies.js';
import { describeFormat } from './describe-format.js';
import { isId, isText } from './infer-text.js';
import type { NumberEvidence } from './number-evidence.js';
import { numberReader, writtenNumbers } from './number-reader.js';
import type { NumericParser } from './schema.js';
import { asMeant } from './unit-or-money.js';
import { unitKey, unitsNamed } from './units.js';
import type { WrittenNumber } from './written-number.js';

const RATIO = /[^\s/]\/[^\s/]/;

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
  const groups = unitsOf(profile, parser);
  const [most, least] = groups ?? [];
  if (!groups || !most || !least) return undefined;
  // Two ways to measure one thing are ratios, mostly; else cells may be levels, unless nearly all differ.
  if (!groups.every(({ isRatio }) => isRatio) && !(isId(profile) || isText(profile)))
    return undefined;
  const own: NumericParser = { ...ofNothing(parser), ...most.format, refused: least.name };
  const read = numberReader(own);
  if (Number.isNaN(read(most.cell)) || !Number.isNaN(read(least.cell))) return undefined;
  const others = `${countOf(least.rows, 'cell')} such as "${least.cell}"`;
  return {
    parser: own,
    unread: least.rows,
    reason: `numbers in two units; ${describeFormat(own)}; ${others} count as missing`,
    doubt: `column "${profile.name}" holds two units: ${most.name} is read, and ${others} count as missing; turn them into one to use all`,
  };
}

/** What to say of levels that are numbers in two units. */
export function doubtTwoUnits(
  profile: ColumnProfile,
  { parser }: NumberEvidence,
): string | undefined {
  const [most, least] = unitsOf(profile, parser) ?? [];
  if (!most || !least) return undefined;
  return `column "${profile.name}" holds numbers in two units ("${most.cell}", "${least.cell}"), which are taken for levels; turn them into one to use their sizes`;
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
 * The two groups of units, the commoner first; undefined where some cell is no number in a ratio, a unit that is known, money
 * or percents. Beside money and percents, words are units too, and 0 is 0 in every unit.
 */
function unitsOf({ plain, counts }: ColumnProfile, parser: NumericParser) {
  if (plain || parser.factors || parser.form) return undefined;
  const groups = new Map<string, Group>();
  const read = writtenNumbers(parser.decimal);
  for (const [i, cell] of counts.cells.entries()) {
    const found = read(cell);
    if (!found || found.compound) return undefined;
    const kind = kindOf(asMeant(found, parser));
    if (!kind && found.read(cell) !== 0) return undefined;
    if (!kind) continue;
    const group = groups.get(kind.key) ?? { ...kind, cell, rows: 0 };
    group.rows += counts.rowsOf[i] ?? 0;
    groups.set(kind.key, group);
    if (groups.size > 2) return undefined;
  }
  const both = [...groups.values()].sort((a, b) => b.rows - a.rows);
  const areKnown = both.every(({ isUnknown }) => !isUnknown) || both.some(isSign);
  return both.length === 2 && areKnown ? both : undefined;
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
