import { countOf } from '../util/count-of.js';
import type { ColumnProfile } from './column-profile.js';
import { describeFormat } from './describe-format.js';
import { isId, isText } from './infer-text.js';
import type { NumberEvidence } from './number-evidence.js';
import { numberReader, writtenNumbers } from './number-reader.js';
import type { NumericParser } from './schema.js';
import { type UnitFamily, unitKey, unitsNamed } from './units.js';

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
  const { family, unit } = most;
  const own: NumericParser = {
    ...plainUnits(parser),
    unit,
    ...(family && { family }),
    refused: least.unit,
  };
  const read = numberReader(own);
  if (Number.isNaN(read(most.cell)) || !Number.isNaN(read(least.cell))) return undefined;
  const others = `${countOf(least.rows, 'cell')} such as "${least.cell}"`;
  return {
    parser: own,
    unread: least.rows,
    reason: `numbers in two units; ${describeFormat(own)}; ${others} count as missing`,
    doubt: `column "${profile.name}" holds two units: ${most.unit} is read, and ${others} count as missing; turn them into one to use all`,
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

function plainUnits({ family: _, months: __, ...rest }: NumericParser): NumericParser {
  return rest;
}

/** What is read in one unit. */
interface Group {
  readonly unit: string;
  readonly family: UnitFamily | undefined;
  readonly isRatio: boolean;
  readonly cell: string;
  rows: number;
}

/** The two groups of units, the commoner first; undefined where some cell is no number in a ratio or a unit that is known. */
function unitsOf({ plain, counts }: ColumnProfile, parser: NumericParser) {
  if (plain || parser.factors || parser.form) return undefined;
  const groups = new Map<string, Group>();
  const read = writtenNumbers(parser.decimal);
  for (const [i, cell] of counts.cells.entries()) {
    const found = read(cell);
    if (!found || found.compound) return undefined;
    const { unit } = found;
    const isRatio = RATIO.test(unit);
    const [known, ...more] = isRatio ? [] : unitsNamed(unit);
    if (!isRatio && (!known || more.length > 0)) return undefined;
    const key = known?.family ?? unitKey(unit);
    const group = groups.get(key) ?? { unit, family: known?.family, isRatio, cell, rows: 0 };
    group.rows += counts.rowsOf[i] ?? 0;
    groups.set(key, group);
    if (groups.size > 2) return undefined;
  }
  return groups.size === 2 ? [...groups.values()].sort((a, b) => b.rows - a.rows) : undefined;
}
