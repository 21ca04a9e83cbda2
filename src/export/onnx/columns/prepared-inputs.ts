import type { FittedPreprocessor } from '../../../preprocessing/preprocessor.js';
import { type FittedColumn, transformStep } from '../../../preprocessing/transform-step.js';
import { createListColumn } from '../../../table/list-column.js';
import type { Column } from '../../../table/table.js';
import { createTextColumn } from '../../../table/text-column.js';
import type { Graph } from '../graph.js';

/** Steps that no operator says: their features are an input. */
export type PreparedStep = Extract<FittedColumn, { kind: 'text' | 'list' }>;

/** Features of a column that are made outside of the graph: doubles (N, width). */
export interface PreparedInput {
  readonly name: string;
  readonly column: string;
  /** One after the other; folds that learned the same share one. */
  readonly blocks: readonly PreparedBlock[];
  readonly width: number;
}

export interface PreparedBlock {
  readonly step: PreparedStep;
  /** Its first column in the input. */
  readonly from: number;
  /** Columns of numbers, and after them those of the sparse block. */
  readonly numbers: number;
  readonly sparse: number;
  readonly features: readonly string[];
}

/** Where the features of a step lie: columns of a value of the graph. */
export type PreparedInputs = (step: PreparedStep) => PreparedBlock & { readonly value: string };

export function isPrepared(step: FittedColumn): step is PreparedStep {
  return step.kind === 'text' || step.kind === 'list';
}

/** What has to be prepared for these preprocessors, by column in the order of its first use. */
export function preparedInputs(
  preprocessors: readonly FittedPreprocessor[],
): readonly PreparedInput[] {
  const steps = preprocessors.flatMap(({ columns }) => columns.filter(isPrepared));
  const byColumn = new Map<string, Map<string, PreparedStep>>();
  for (const step of steps) {
    const own = byColumn.get(step.source) ?? new Map<string, PreparedStep>();
    const key = keyOf(step);
    if (!own.has(key)) own.set(key, step);
    byColumn.set(step.source, own);
  }
  return [...byColumn].map(([column, own]) => {
    let width = 0;
    const blocks = [...own.values()].map((step): PreparedBlock => {
      const { numbers, sparse } = featuresOf(step);
      const from = width;
      const features = [...numbers, ...sparse];
      width += features.length;
      return { step, from, numbers: numbers.length, sparse: sparse.length, features };
    });
    return { name: `${column}:features`, column, blocks, width };
  });
}

/** Puts all of them into a graph. */
export function addPreparedInputs(graph: Graph, inputs: readonly PreparedInput[]): PreparedInputs {
  const byKey = new Map<string, PreparedBlock & { readonly value: string }>();
  for (const { name, blocks, width } of inputs) {
    const value = graph.input({ name, type: 'double', dims: ['N', width] });
    for (const block of blocks) byKey.set(keyOf(block.step), { ...block, value });
  }
  return (step) => {
    const found = byKey.get(keyOf(step));
    if (!found) throw new Error(`no features of ${step.source} are prepared`);
    return found;
  };
}

function keyOf(step: PreparedStep): string {
  return JSON.stringify(step);
}

function featuresOf(step: PreparedStep) {
  const part = transformStep(step, () => emptyColumn(step), new Int32Array());
  const names = (own: readonly { readonly name: string }[]) => own.map(({ name }) => name);
  return {
    numbers: 'columns' in part ? names(part.columns.map(({ feature }) => feature)) : [],
    sparse: part.kind === 'text' ? names(part.features) : [],
  };
}

function emptyColumn({ kind, source }: PreparedStep): Column {
  const none = (bytes: number) => new ArrayBuffer(bytes);
  return kind === 'text'
    ? createTextColumn(source, new Int32Array(), [], none)
    : createListColumn(source, new Int32Array(), [], 0, none);
}
