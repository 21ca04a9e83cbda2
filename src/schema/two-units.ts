import { countOf } from '../util/count-of.js';
import type { ColumnProfile } from './column-profile.js';
import { describeFormat } from './describe-format.js';
import { numberReader, writtenNumbers } from './number-reader.js';
import type { NumericParser } from './schema.js';
import { unitKey } from './units.js';

const RATIO = /[^\s/]\/[^\s/]/;

/** Numbers in two units that cannot be turned into each other: those in the commoner one are read. */
export function inTwoUnits(
  profile: ColumnProfile,
  parser: NumericParser,
): { readonly parser: NumericParser; readonly reason: string; readonly doubt: string } | undefined {
  if (profile.plain || parser.factors || parser.form) return undefined;
  const groups = unitsOf(profile, parser);
  const [most, least] = [...(groups ?? [])].sort((a, b) => b.rows - a.rows);
  if (!groups || !most || !least || groups.length !== 2) return undefined;
  const own: NumericParser = { ...plainUnits(parser), unit: most.unit };
  const read = numberReader(own);
  if (Number.isNaN(read(most.cell)) || !Number.isNaN(read(least.cell))) return undefined;
  const others = `${countOf(least.rows, 'cell')} such as "${least.cell}"`;
  return {
    parser: own,
    reason: `numbers in two units; ${describeFormat(own)}; ${others} count as missing`,
    doubt: `column "${profile.name}" holds two units: ${most.unit} is read, and ${others} count as missing; turn them into one to use all`,
  };
}

function plainUnits({ family: _, months: __, ...rest }: NumericParser): NumericParser {
  return rest;
}

interface Group {
  readonly unit: string;
  readonly cell: string;
  rows: number;
}

/** Undefined where some cell is no number with a ratio as its unit: 5 kg and 3 m are no two ways to measure one thing. */
function unitsOf({ counts }: ColumnProfile, parser: NumericParser): readonly Group[] | undefined {
  const groups = new Map<string, Group>();
  const read = writtenNumbers(parser.decimal);
  for (const [i, cell] of counts.cells.entries()) {
    const found = read(cell);
    if (!found || !RATIO.test(found.unit) || found.compound) return undefined;
    const key = unitKey(found.unit);
    const group = groups.get(key) ?? { unit: found.unit, cell, rows: 0 };
    group.rows += counts.rowsOf[i] ?? 0;
    groups.set(key, group);
    if (groups.size > 2) return undefined;
  }
  return [...groups.values()];
}
