import { DAY } from './calendar.js';
import type { ColumnProfile } from './column-profile.js';
import type { ClockSign } from './date-form.js';
import { dateForms } from './date-forms.js';
import type { DatetimeParser } from './schema.js';

/** The cells that say the same of their clock. */
export interface Clocks {
  readonly rows: number;
  /** The first of them. */
  readonly cell: string;
  /** The first that is not read as midnight in UTC. @default all are */
  readonly timed?: string | undefined;
}

export type ClockTally = ReadonlyMap<ClockSign, Clocks>;

/** What a cell says of its clock. */
interface Clock {
  readonly sign: ClockSign;
  /** Whether it is not read as midnight in UTC. */
  readonly isTimed: boolean;
}

/** What cells say of their clocks; undefined of what is no day with or without a time. */
export function clockReader({
  since,
  months,
}: DatetimeParser): (cell: string) => Clock | undefined {
  const formsOf = dateForms(since, months);
  return (cell) => {
    for (const { sign, read } of formsOf(cell)) {
      const moment = sign ? read(cell) : Number.NaN;
      if (sign && !Number.isNaN(moment)) return { sign, isTimed: moment % DAY !== 0 };
    }
    return undefined;
  };
}

/** What different cells say of their clocks; those that say nothing are left out. */
export function tallyClocks(
  cells: Iterable<readonly [cell: string, rows: number]>,
  parser: DatetimeParser,
): ClockTally {
  const clockOf = clockReader(parser);
  const found = new Map<ClockSign, { rows: number; cell: string; timed?: string }>();
  for (const [cell, rows] of cells) {
    const clock = clockOf(cell);
    if (!clock) continue;
    const own = found.get(clock.sign) ?? { rows: 0, cell };
    own.rows += rows;
    if (clock.isTimed) own.timed ??= cell;
    found.set(clock.sign, own);
  }
  return found;
}

const known = new WeakMap<ColumnProfile, ClockTally>();

/** What the cells of a column say of their clocks, which is remembered. */
export function clocksOf(profile: ColumnProfile, parser: DatetimeParser): ClockTally {
  const { cells, rowsOf } = profile.counts;
  const own =
    known.get(profile) ??
    tallyClocks(
      cells.map((cell, i) => [cell, rowsOf[i] ?? 0] as const),
      parser,
    );
  known.set(profile, own);
  return own;
}

/** Rows whose cells say so. */
export function rowsWith(tally: ClockTally, signs: readonly ClockSign[]): number {
  return signs.reduce((sum, sign) => sum + (tally.get(sign)?.rows ?? 0), 0);
}
