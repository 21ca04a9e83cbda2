import type { Column, Table } from '../table/table.js';
import { type Random, shuffle } from '../util/random.js';
import { FitStopped, type TargetContext } from './encode-target.js';

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

/** Names of the columns that are used; always at least one. Texts are used whatever they tell. */
export function selectColumns(
  { selection, most = Number.POSITIVE_INFINITY }: SelectColumnsOptions,
  { columns }: Table,
  rows: Int32Array,
  target: TargetContext,
): ReadonlySet<string> {
  const names = columns.map(({ name }) => name);
  if (selection === 'all' && columns.length <= most) return new Set(names);
  const label = labelBins(target);
  const scored = columns.map((column) => {
    if (target.shouldStop?.()) throw new FitStopped();
    if (column.kind === 'text') return { name: column.name, score: Infinity, isKept: true };
    const bins = columnBins(column, rows);
    const score = mutualInformation(bins, label);
    const isKept = selection !== 'probe' || score > bestProbe(bins, label, target.random);
    return { name: column.name, score, isKept };
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
  const width = 1 + b.reduce((most, bin) => Math.max(most, bin), 0);
  const height = 1 + a.reduce((most, bin) => Math.max(most, bin), 0);
  const both = new Float64Array(width * height);
  const ofA = new Float64Array(height);
  const ofB = new Float64Array(width);
  for (let row = 0; row < a.length; row++) {
    const [own = 0, other = 0] = [a[row], b[row]];
    both[own * width + other] = (both[own * width + other] ?? 0) + 1 / a.length;
    ofA[own] = (ofA[own] ?? 0) + 1 / a.length;
    ofB[other] = (ofB[other] ?? 0) + 1 / a.length;
  }
  let sum = 0;
  for (const [i, share] of both.entries()) {
    if (share === 0) continue;
    sum += share * Math.log(share / ((ofA[Math.floor(i / width)] ?? 1) * (ofB[i % width] ?? 1)));
  }
  return sum;
}

function labelBins({ task, y }: TargetContext): Int32Array {
  return task.kind === 'regression' ? quantileBins(y) : Int32Array.from(y);
}

function columnBins(column: Exclude<Column, { kind: 'text' }>, rows: Int32Array): Int32Array {
  if (column.kind !== 'coded') {
    return quantileBins(Float64Array.from(rows, (row) => column.values[row] ?? Number.NaN));
  }
  const counts = new Map<number, number>();
  for (const row of rows) {
    const code = column.codes[row] ?? 0;
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  // The commonest levels have a bin each, the others share one.
  const common = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 4 * BINS);
  const binOf = new Map(common.map(([code], bin) => [code, bin + 1]));
  return Int32Array.from(rows, (row) => binOf.get(column.codes[row] ?? 0) ?? 0);
}

/** Bins of as many rows each, equal values in one; missing values have bin 0. */
function quantileBins(values: Float64Array): Int32Array {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const inner = Array.from(
    { length: BINS - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / BINS)] ?? 0,
  );
  const edges = [...new Set(inner)];
  return Int32Array.from(values, (value) =>
    Number.isNaN(value) ? 0 : 1 + edges.filter((edge) => value >= edge).length,
  );
}
