import type { CodedColumn, Column, Table } from '../table/table.js';
import { log } from '../util/elementary/log.js';
import { type Random, shuffle } from '../util/random.js';
import { Stopped } from '../util/stopped.js';
import { isOfNumbers } from '../util/task-kind.js';
import { countCodes } from './count-codes.js';
import type { TargetContext } from './encode-target.js';
import { gatherCodes, gatherValues } from './gather-rows.js';
import { presentNumbers } from './present-numbers.js';
import { replaceCodes } from './replace-codes.js';

/** Which columns of the table are used: all; those that beat a shuffled copy of themselves; or the best half. */
export const SELECTIONS = ['all', 'probe', 'best-half'] as const;
export type Selection = (typeof SELECTIONS)[number];

export interface SelectColumnsOptions {
  /** @default 'all' */
  readonly selection: Selection;
  /** So many columns at most, those that tell most of the label. @default no bound */
  readonly most?: number | undefined;
}

const BINS = 16;
/** Shuffled copies that a column must all beat. */
const PROBES = 3;

/**
 * Names of the columns that are used; always at least one. Texts, lists and pictures are used whatever they tell, doubtful columns only where they
 * beat a shuffled copy of themselves.
 */
export function selectColumns(
  { selection, most = Number.POSITIVE_INFINITY }: SelectColumnsOptions,
  { columns }: Table,
  rows: Int32Array,
  target: TargetContext,
  doubtful: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  const names = columns.map(({ name }) => name);
  const isAll = selection === 'all' && columns.length <= most;
  if (isAll && !names.some((name) => doubtful.has(name))) return new Set(names);
  const label = labelBins(target);
  const scored = columns.map((column) => {
    if (target.shouldStop?.()) throw new Stopped();
    const mustTell = selection === 'probe' || doubtful.has(column.name);
    const isOfMany = column.kind === 'text' || column.kind === 'list' || column.kind === 'image';
    if (isOfMany || (isAll && !mustTell)) {
      return { name: column.name, score: Infinity, isKept: true };
    }
    const told = binnings(column, rows).map((bins) => {
      const score = mutualInformation(bins, label);
      return { score, isKept: !mustTell || score > bestProbe(bins, label, target.random) };
    });
    const score = told.reduce((most, own) => Math.max(most, own.score), 0);
    return { name: column.name, score, isKept: told.some(({ isKept }) => isKept) };
  });
  const ranked = scored.toSorted((a, b) => b.score - a.score);
  const count = selection === 'best-half' ? Math.ceil(ranked.length / 2) : ranked.length;
  const kept = ranked.slice(0, Math.min(count, most)).filter(({ isKept }) => isKept);
  return new Set((kept.length > 0 ? kept : ranked.slice(0, 1)).map(({ name }) => name));
}

/** The largest that shuffled copies of the column tell of the label. */
function bestProbe(bins: Int32Array, label: Int32Array, random: Random): number {
  const probe = bins.slice();
  let best = 0;
  for (let i = 0; i < PROBES; i++) {
    shuffle(random, probe);
    best = Math.max(best, mutualInformation(probe, label));
  }
  return best;
}

/** Σ p(a, b) · log(p(a, b) / (p(a) · p(b))) over the bins of two columns; in nats. */
export function mutualInformation(a: Int32Array, b: Int32Array): number {
  const width = binCount(b);
  const height = binCount(a);
  const both = new Float64Array(width * height);
  const ofA = new Float64Array(height);
  const ofB = new Float64Array(width);
  const ofRow = 1 / a.length;
  for (let row = 0; row < a.length; row++) {
    const own = a[row] ?? 0;
    const other = b[row] ?? 0;
    const cell = own * width + other;
    both[cell] = (both[cell] ?? 0) + ofRow;
    ofA[own] = (ofA[own] ?? 0) + ofRow;
    ofB[other] = (ofB[other] ?? 0) + ofRow;
  }
  let sum = 0;
  for (const [i, share] of both.entries()) {
    if (share === 0) continue;
    sum += share * log(share / ((ofA[Math.floor(i / width)] ?? 1) * (ofB[i % width] ?? 1)));
  }
  return sum;
}

function binCount(bins: Int32Array): number {
  let most = 0;
  for (let row = 0; row < bins.length; row++) most = Math.max(most, bins[row] ?? 0);
  return 1 + most;
}

function labelBins({ task, y }: TargetContext): Int32Array {
  return isOfNumbers(task) ? quantileBins(y) : new Int32Array(y);
}

/** The bins of rows by a column, or by each of several numbers that it tells. */
function binnings(
  column: Exclude<Column, { kind: 'text' | 'list' | 'image' }>,
  rows: Int32Array,
): readonly Int32Array[] {
  if (column.kind === 'coded') return [levelBins(column, rows)];
  const parts = column.kind === 'numeric' ? (column.parts ?? []) : [];
  return [column, ...parts].map(({ values }) => quantileBins(gatherValues(values, rows)));
}

function levelBins(column: CodedColumn, rows: Int32Array): Int32Array {
  const codes = gatherCodes(column.codes, rows);
  // The commonest levels have a bin each, the others share one.
  const common = countCodes(codes)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, 4 * BINS);
  const bins = common.map(([code], bin): [number, number] => [code, bin + 1]);
  return replaceCodes(codes, bins, 0, new Int32Array(codes.length));
}

/** Bins of as many rows each, equal values in one; missing values have bin 0. */
function quantileBins(values: Float64Array): Int32Array {
  const sorted = presentNumbers(values).sort();
  const inner = Array.from(
    { length: BINS - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / BINS)] ?? 0,
  );
  const edges = [...new Set(inner)];
  const bins = new Int32Array(values.length);
  for (let row = 0; row < values.length; row++) bins[row] = binOf(values[row] ?? Number.NaN, edges);
  return bins;
}

/** One more than the ascending edges that a value has reached. */
function binOf(value: number, edges: readonly number[]): number {
  if (Number.isNaN(value)) return 0;
  let reached = 0;
  while (value >= (edges[reached] ?? Number.NaN)) reached++;
  return 1 + reached;
}
