import type { CountSpread } from '../predictor/column-spreads.js';
import type { ColumnKind } from '../schema/schema.js';
import { type ColumnCodes, MISSING, UNSEEN } from '../table/table.js';
import type { ColumnDrift } from './drift.js';
import { type Judging, judgeColumn, missingBin } from './judge-column.js';
import type { DriftBin, RowCounts } from './population-stability.js';

/** Levels with a bin of their own, the commonest: each of at least this share, and of rows that no few more or less make common. */
const MOST_LEVELS = 20;
const LEAST_SHARE = 0.02;
const LEAST_TRAINED = 20;
/** Rows that a bin would hold now, at least. */
const LEAST_NOW = 5;
/** Bins of other levels at most. */
const MOST_GROUPS = 10;

/** Codes of levels, as a table has them. */
export interface Codes {
  readonly codes: ColumnCodes;
  readonly names: readonly string[];
  /** Whether rows may hold levels that training did not have. */
  readonly isOpen: boolean;
}

/** How levels differ from the counts of training. */
export function levelDrift(
  { name, counts, missing: none }: CountSpread,
  { codes, names, isOpen }: Codes,
  kind: ColumnKind,
  judging: Judging,
): ColumnDrift {
  const { rows } = judging;
  const own = new Int32Array(counts.length);
  let [absent, unseen] = [0, 0];
  for (const code of codes) {
    if (code === MISSING) absent++;
    else if (code <= UNSEEN) unseen++;
    else own[code] = (own[code] ?? 0) + 1;
  }
  const missing = { trained: none / rows.trained, now: absent / rows.now };
  const counted = counts.reduce((sum, count) => sum + count, none);
  const strange = Math.max(0, rows.trained - counted);
  const bins = [
    ...levelBins({ trained: counts, now: own, unseen, strange, isOpen }, names, rows),
    ...missingBin(missing),
  ];
  // Who is rare, and how many are new, training tells half as surely as shares.
  const isRough = onceSeenOf(counts, isOpen) > 0;
  const trainedRows = isRough ? rows.trained / 2 : rows.trained;
  const told = strange > 0 ? withoutStrange(bins) : bins;
  return { ...judgeColumn({ name, kind, bins: told, trainedRows }, judging), missing };
}

/** Shares of training among the rows that may be here: fewer new levels than a validation file had make room for all others. */
function withoutStrange(bins: readonly DriftBin[]): readonly DriftBin[] {
  const all = bins.reduce((sum, { trained }) => sum + trained, 0);
  return bins.map((bin) => ({ ...bin, trained: bin.trained / all }));
}

/** Rows by level, in training and now. */
interface LevelCounts {
  readonly trained: Int32Array;
  readonly now: Int32Array;
  readonly unseen: number;
  /** Rows of a validation file whose level training did not have. @default 0 */
  readonly strange?: number;
  readonly isOpen: boolean;
}

/**
 * Common levels; the others in the order of their names, neighbours together; and those that training did not have. Of the
 * last, as many are expected as there are rows whose level training had once (Good 1953): new names are no drift in a column
 * of names. Fewer of them are none either: the rows may be those of training, or some of them.
 */
export function levelBins(
  { trained, now, unseen, strange = 0, isOpen }: LevelCounts,
  names: readonly string[],
  rows: RowCounts,
): readonly DriftBin[] {
  const least = Math.max(LEAST_TRAINED, (LEAST_NOW * rows.trained) / rows.now);
  const countOf = (code: number) => trained[code] ?? 0;
  const common = [...trained.keys()]
    .filter((code) => countOf(code) >= Math.max(least, LEAST_SHARE * rows.trained))
    .sort((a, b) => countOf(b) - countOf(a) || a - b)
    .slice(0, MOST_LEVELS);
  const isCommon = new Set(common);
  const others = [...trained.keys()].filter((code) => !isCommon.has(code));
  const onceSeen = onceSeenOf(trained, isOpen);
  const fresh = Math.min(unseen / rows.now, (onceSeen + strange) / rows.trained);
  const expected = expectedOf(
    trained,
    (fresh * rows.trained - strange) / Math.max(1, onceSeen),
    isOpen,
  );
  const together = [...common.map((code) => [code]), ...neighbours(others, expected, least)];
  const bins = together.map((codes): DriftBin => {
    const sumOf = (counts: Int32Array | Float64Array) =>
      codes.reduce((sum, code) => sum + (counts[code] ?? 0), 0);
    return {
      name: nameOf(codes.map((code) => names[code] ?? String(code))),
      trained: sumOf(expected) / rows.trained,
      now: sumOf(now) / rows.now,
    };
  });
  const unknown: DriftBin = { name: 'new levels', trained: fresh, now: unseen / rows.now };
  return [...bins, unknown].filter((bin) => bin.trained > 0 || bin.now > 0);
}

/** Rows that are expected of each level: those that training had once stand to this share for those that it did not have. */
function expectedOf(trained: Int32Array, share: number, isOpen: boolean): Float64Array {
  const left = 1 - Math.min(1, Math.max(0, share));
  return Float64Array.from(trained, (count) => (isOpen && count === 1 ? left : count));
}

/** Rows whose level training had once, of a column that may have others. */
function onceSeenOf(trained: Int32Array, isOpen: boolean): number {
  return isOpen ? trained.reduce((sum, count) => sum + Number(count === 1), 0) : 0;
}

/** Levels side by side until they are expected often enough; a few at the end belong to those before them. */
function neighbours(
  codes: readonly number[],
  expected: Float64Array,
  least: number,
): readonly (readonly number[])[] {
  const total = codes.reduce((sum, code) => sum + (expected[code] ?? 0), 0);
  const enough = Math.max(least, total / MOST_GROUPS);
  const groups: number[][] = [];
  let [own, count, left]: [number[], number, number] = [[], 0, total];
  for (const code of codes) {
    own.push(code);
    count += expected[code] ?? 0;
    if (count < enough || left - count < enough) continue;
    groups.push(own);
    left -= count;
    [own, count] = [[], 0];
  }
  return own.length > 0 ? [...groups, own] : groups;
}

function nameOf(levels: readonly string[]): string {
  const [first = '', last = ''] = [levels[0], levels.at(-1)];
  return levels.length > 1 ? `${first} … ${last}` : first;
}
