import { type ColumnSpread, negatives } from '../predictor/column-spreads.js';
import type { ScaleKind } from '../schema/scale-kind.js';
import type { ColumnKind } from '../schema/schema.js';
import {
  type Column,
  type ColumnNumbers,
  type ImageColumn,
  MISSING,
  type TextColumn,
} from '../table/table.js';
import type { ColumnDrift } from './drift.js';
import { type Judging, judgeColumn } from './judge-column.js';
import { levelDrift } from './level-drift.js';
import { listDrift } from './list-drift.js';
import { numberDrift } from './number-drift.js';

/** What a column holds besides its cells. */
export interface Described {
  readonly kind: ColumnKind;
  /** How its numbers are told. @default 'numbers' */
  readonly scale?: ScaleKind;
  /** What codes stand for. */
  readonly names: readonly string[];
  /** Whether rows may hold levels that training did not have. */
  readonly isOpen: boolean;
}

/** How a column differs from what training held; undefined where the file tells of a column of another kind. */
export function columnDrift(
  spread: ColumnSpread,
  column: Column,
  described: Described,
  judging: Judging,
): ColumnDrift | undefined {
  const { kind, names, isOpen } = described;
  if (spread.kind === 'texts') {
    const isKnown = column.kind === 'text' || column.kind === 'image';
    return isKnown ? gapDrift(spread, column, judging) : undefined;
  }
  if (spread.kind === 'numbers') {
    return 'values' in column ? numberDrift(spread, column.values, described, judging) : undefined;
  }
  if (spread.counts.length !== names.length) return undefined;
  if (column.kind === 'list') return listDrift(spread, column, names, judging);
  if (column.kind === 'text' || column.kind === 'image') return undefined;
  const codes = 'values' in column ? booleanCodes(column.values) : column.codes;
  return levelDrift(spread, { codes, names, isOpen }, kind, judging);
}

/** No more than gaps is known of texts and pictures. */
function gapDrift(
  { name, missing: none }: ColumnSpread,
  { kind, codes }: TextColumn | ImageColumn,
  judging: Judging,
): ColumnDrift {
  const { rows } = judging;
  const absent = negatives(codes);
  const missing = { trained: none / rows.trained, now: absent / rows.now };
  const bins = [
    {
      name: kind === 'text' ? 'with a text' : 'with a picture',
      trained: 1 - missing.trained,
      now: 1 - missing.now,
    },
    { name: 'missing', ...missing },
  ];
  return {
    ...judgeColumn({ name, kind, bins }, judging),
    missing,
    reason: `of ${kind === 'text' ? 'texts' : 'pictures'} only gaps are judged`,
  };
}

function booleanCodes(values: ColumnNumbers): Int32Array {
  return Int32Array.from(values, (value) => (Number.isNaN(value) ? MISSING : value));
}
