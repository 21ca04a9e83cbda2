import type { PredictorState } from '../../predictor/predictor-state.js';
import { countOf } from '../../util/count-of.js';
import type { PreparedInput } from './columns/prepared-inputs.js';
import type { SourceInput } from './columns/source-inputs.js';
import type { ValueInfo } from './graph.js';

export interface OnnxDescription {
  /** Texts by name, some of which are JSON. */
  readonly metadata: readonly (readonly [name: string, text: string])[];
  readonly notes: readonly string[];
}

/** Names of features that a note lists; the metadata have all. */
const NAMED = 5;

const COPIES_NOTE =
  'rows that are copies of training rows are answered by the models alone here: `predict` answers them by the labels of those as well';
const INTERVALS_NOTE =
  'intervals, or sets of classes, are left out here: `predict` and the TypeScript module tell them';

/** What an exported model tells of itself: inputs, outputs, classes, and what is made outside of it. */
export function describeModel(
  state: PredictorState,
  sources: readonly SourceInput[],
  prepared: readonly PreparedInput[],
  outputs: readonly ValueInfo[],
): OnnxDescription {
  const { task, label } = state.schema;
  const notes = [
    ...sources.flatMap(partNote),
    ...prepared.map(preparedNote),
    ...(state.copies ? [COPIES_NOTE] : []),
    ...(state.uncertainty ? [INTERVALS_NOTE] : []),
  ];
  const inputs = [
    ...sources.map(({ name, column, kind, part }) => ({
      name,
      column,
      kind,
      ...(part && { part }),
    })),
    ...prepared.map(({ name, column, blocks }) => ({
      name,
      column,
      kind: 'features',
      features: blocks.flatMap(({ features }) => features),
    })),
  ];
  const metadata = {
    format: 'autofit',
    task: task.kind,
    target: label,
    inputs: JSON.stringify(inputs),
    outputs: JSON.stringify(outputs.map(({ name }) => name)),
    classes: JSON.stringify(task.classes),
    ...(task.quantiles && { quantiles: JSON.stringify(task.quantiles) }),
    ...(task.positive !== null && {
      positive: task.positive,
      threshold: String(state.threshold),
    }),
    notes: JSON.stringify(notes),
  };
  return { metadata: Object.entries(metadata), notes };
}

function partNote({ name, column, kind, part }: SourceInput): string[] {
  if (part === undefined) return [];
  const what = kind === 'level' ? `its ${part} alone` : `the ${part} of each cell as a number`;
  return [`column "${column}": the input "${name}" takes ${what}`];
}

function preparedNote({ name, column, blocks, width }: PreparedInput): string {
  const names = blocks.flatMap(({ features }) => features);
  const shown = names.slice(0, NAMED).map((own) => `"${own}"`);
  const rest = names.length > NAMED ? ', …' : '';
  return (
    `column "${column}": no operator of ONNX says its features; the input "${name}" takes ` +
    `${countOf(width, 'prepared feature')}: ${shown.join(', ')}${rest}`
  );
}
