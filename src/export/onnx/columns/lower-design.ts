import type { FittedNumeric } from '../../../preprocessing/numeric-column.js';
import type { FittedPreprocessor } from '../../../preprocessing/preprocessor.js';
import { arithmetic, cast, columnsOf, sideBySide } from '../arithmetic.js';
import type { Graph } from '../graph.js';
import type { DesignTensors } from '../models/lower-model.js';
import { lowerScalers } from './lower-scaler.js';
import type { PreparedInputs } from './prepared-inputs.js';
import type { SourceInputs } from './source-inputs.js';
import { type StepColumns, stepColumns } from './step-columns.js';

export interface GraphSources {
  readonly sources: SourceInputs;
  readonly prepared: PreparedInputs;
  /** Int64 [1]: how many rows there are. */
  readonly rows: string;
}

/** The design matrix of a preprocessor, as `transformTable` makes it of a table. */
export function lowerDesign(
  graph: Graph,
  { columns, inputs, redundant }: FittedPreprocessor,
  { sources, prepared, rows }: GraphSources,
): DesignTensors {
  const made = columns.flatMap((step) => stepColumns(graph, step, sources, prepared));
  const of = <Kind extends StepColumns['kind']>(kind: Kind) =>
    made.filter((own): own is Extract<StepColumns, { kind: Kind }> => own.kind === kind);
  const [sparse, codes] = [of('sparse'), of('codes')];
  const numbers = numbersOf(graph, made, new Set(redundant));
  return {
    rows,
    ...(numbers && inputs.numbers === 'raw' && { raw: numbers }),
    ...(numbers &&
      inputs.numbers !== 'raw' && {
        dense: { name: cast(graph, numbers.name, 'float'), columns: numbers.columns },
      }),
    ...(sparse.length > 0 && {
      sparse: {
        name: sideBySide(
          graph,
          sparse.map(({ value }) => value),
        ),
        columns: sparse.reduce((sum, own) => sum + own.columns, 0),
      },
    }),
    ...(codes.length > 0 && {
      codes: {
        name: sideBySide(
          graph,
          codes.map(({ value }) => value),
        ),
        cardinalities: codes.map(({ cardinality }) => cardinality),
      },
    }),
  };
}

/** Columns that are not yet scaled are filled and scaled all at once, then all are put in order. */
function numbersOf(graph: Graph, made: readonly StepColumns[], isLeftOut: ReadonlySet<number>) {
  const unscaled: { readonly value: string; readonly fitted: FittedNumeric }[] = [];
  const done: string[] = [];
  const order: (readonly [from: 'values' | 'gaps' | 'done', place: number])[] = [];
  let doneColumns = 0;
  for (const own of made) {
    if (own.kind === 'numbers') {
      done.push(own.value);
      for (let i = 0; i < own.columns; i++) order.push(['done', doneColumns++]);
    } else if (own.kind === 'unscaled') {
      for (const [i, fitted] of own.fitted.entries()) {
        order.push(['values', unscaled.length]);
        if (fitted.steps?.indicate.active) order.push(['gaps', unscaled.length]);
        unscaled.push({ value: own.values[i] ?? '', fitted });
      }
    }
  }
  const kept = order.filter((_, place) => !isLeftOut.has(place));
  if (kept.length === 0) return undefined;
  const scaled = unscaled.length > 0 ? scaledOf(graph, unscaled) : { values: [] };
  const all = [...scaled.values, ...done];
  const counts = { values: 0, gaps: unscaled.length, done: scaled.values.length * unscaled.length };
  const places = kept.map(([from, place]) => counts[from] + place);
  const joined = sideBySide(graph, all);
  const width = counts.done + doneColumns;
  const isInOrder = places.length === width && places.every((place, i) => place === i);
  const name = isInOrder ? joined : columnsOf(graph, joined, places);
  return { name, columns: places.length };
}

/** Values, and beside them, where some step tells gaps, a 1 for each gap. */
function scaledOf(
  graph: Graph,
  columns: readonly { readonly value: string; readonly fitted: FittedNumeric }[],
): { readonly values: readonly string[] } {
  const x = sideBySide(
    graph,
    columns.map(({ value }) => value),
  );
  const steps = columns.map(({ fitted }) => fitted.steps);
  const known = steps.flatMap((own) => own ?? []);
  // Raw numbers pass as they are.
  if (known.length < columns.length) return { values: [x] };
  const { where, isMissing } = arithmetic(graph);
  const gaps = isMissing(x);
  const fill = graph.doubles(
    known.map(({ impute }) => impute.value),
    [1, known.length],
  );
  const scaled = lowerScalers(
    graph,
    where(gaps, fill, x),
    known.map(({ scale }) => scale),
  );
  const isTold = known.some(({ indicate }) => indicate.active);
  return { values: isTold ? [scaled, cast(graph, gaps, 'double')] : [scaled] };
}
