import type { FittedDifference } from '../../../preprocessing/date-differences.js';
import type { FittedDerived, FittedNumeric } from '../../../preprocessing/numeric-column.js';
import { type FittedColumn, transformStep } from '../../../preprocessing/transform-step.js';
import { UNSEEN } from '../../../table/table.js';
import { arithmetic, cast, columnsOf } from '../arithmetic.js';
import type { Graph } from '../graph.js';
import { lowerDatetime } from './lower-datetime.js';
import { lowerPlace } from './lower-place.js';
import type { PreparedInputs, PreparedStep } from './prepared-inputs.js';
import type { SourceInputs } from './source-inputs.js';

/** Columns of one kind that a step of a preprocessor makes, in the order in which a design matrix has them. */
export type StepColumns =
  /** Doubles (N, 1), to be filled and scaled. */
  | {
      readonly kind: 'unscaled';
      readonly values: readonly string[];
      readonly fitted: FittedDerived;
    }
  /** Doubles (N, columns) that are done. */
  | { readonly kind: 'numbers'; readonly value: string; readonly columns: number }
  /** Of the sparse block, floats. */
  | { readonly kind: 'sparse'; readonly value: string; readonly columns: number }
  /** Of the block of codes, int64 (N, 1). */
  | { readonly kind: 'codes'; readonly value: string; readonly cardinality: number };

const DAY = 86_400_000;

/** What a step makes of the columns of the table, or what is prepared for it outside. */
export function stepColumns(
  graph: Graph,
  step: FittedColumn,
  sources: SourceInputs,
  prepared: PreparedInputs,
): readonly StepColumns[] {
  switch (step.kind) {
    case 'numeric':
      return [unscaled([sources.numbers(step.source)], [step])];
    case 'parts': {
      const values = step.names.map((name) => sources.numbers(step.source, name || undefined));
      return [unscaled(values, step.numbers)];
    }
    case 'datetime':
      return [
        unscaled(lowerDatetime(graph, sources.numbers(step.source), step.parts), step.numbers),
      ];
    case 'difference':
      return [unscaled([daysBetween(graph, step, sources)], step.numbers)];
    case 'place': {
      const { latitude, longitude, features, numbers } = step;
      const [north, east] = [latitude, longitude].map(({ column, part }) =>
        sources.numbers(column, part || undefined),
      );
      return [unscaled(lowerPlace(graph, north ?? '', east ?? '', features), numbers)];
    }
    case 'text':
    case 'list':
      return preparedColumns(graph, step, prepared);
    case 'image':
    case 'pixels':
      throw new Error(`pictures of ${step.source} were to be refused`);
    default:
      return levelColumns(graph, step, sources.codes(step.source));
  }
}

function unscaled(values: readonly string[], fitted: readonly FittedNumeric[]): StepColumns {
  return { kind: 'unscaled', values, fitted };
}

function daysBetween(
  graph: Graph,
  { source, until }: FittedDifference,
  { numbers }: SourceInputs,
): string {
  const { sub, div } = arithmetic(graph);
  return div(sub(numbers(until), numbers(source)), DAY);
}

function preparedColumns(
  graph: Graph,
  step: PreparedStep,
  prepared: PreparedInputs,
): readonly StepColumns[] {
  const { value, from, numbers, sparse } = prepared(step);
  const range = (start: number, count: number) =>
    Array.from({ length: count }, (_, i) => start + i);
  const made: StepColumns[] = [];
  if (numbers > 0) {
    const own = columnsOf(graph, value, range(from, numbers));
    made.push({ kind: 'numbers', value: own, columns: numbers });
  }
  if (sparse > 0) {
    const own = cast(graph, columnsOf(graph, value, range(from + numbers, sparse)), 'float');
    made.push({ kind: 'sparse', value: own, columns: sparse });
  }
  return made;
}

/** What becomes of a level hangs on its code alone: a table of what our own step makes of each code. */
function levelColumns(
  graph: Graph,
  step: Extract<FittedColumn, { kind: 'coded' | 'levels' | 'flags' }>,
  { value: codes, levels }: ReturnType<SourceInputs['codes']>,
): readonly StepColumns[] {
  const all = Int32Array.from({ length: levels - UNSEEN }, (_, i) => i + UNSEEN);
  const rows = all.map((_, i) => i);
  const column = { kind: 'coded', name: step.source, codes: all, levels } as const;
  const part = transformStep(step, () => column, rows);
  const place = graph.add('Add', [codes, graph.ints([-UNSEEN], [])]);
  if (part.kind === 'coded') {
    const slots = graph.add('Gather', [graph.ints(part.codes, [all.length]), place]);
    const count = part.features.length;
    if (part.encoding === 'codes') return [{ kind: 'codes', value: slots, cardinality: count }];
    const places = graph.ints(
      Array.from({ length: count }, (_, i) => i),
      [1, count],
    );
    const hot = cast(graph, graph.add('Equal', [slots, places]), 'float');
    return [{ kind: 'sparse', value: hot, columns: count }];
  }
  if (part.kind === 'pixels') return [];
  const width = part.columns.length;
  if (width === 0) return [];
  const table = Float64Array.from({ length: all.length * width }, (_, i) => {
    return part.columns[i % width]?.values[Math.floor(i / width)] ?? Number.NaN;
  });
  const row = graph.add('Reshape', [place, graph.ints([-1], [1])]);
  const value = graph.add('Gather', [graph.doubles(table, [all.length, width]), row], {
    axis: { int: 0 },
  });
  return [{ kind: 'numbers', value, columns: width }];
}
