import { stratifiedSample } from '../folds/stratified-sample.js';
import type { Settings } from '../options/options.js';
import type { ParsedTable } from '../schema/parse-table.js';
import { featureColumns, type Schema, taskShape } from '../schema/schema.js';
import { codedCells } from '../table/raw-cells.js';
import type { RawTable } from '../table/raw-table.js';
import type { Labels } from '../table/table.js';
import { mostRows } from '../trial/memory-plan.js';
import { rowShape } from '../trial/row-needs.js';
import { inputsOf } from '../trial/trials-shape.js';
import { countOf } from '../util/count-of.js';
import { familiesTried } from './families-tried.js';

/** Fewer rows are never chosen: a trial that has no room for them is refused. */
const LEAST_ROWS = 10_000;

/**
 * Chooses as many rows as memory is enough for, by their labels, where it is not for all; undefined where it is, and where
 * there are pictures, which have been read by then.
 */
export function chooseRows(
  raw: RawTable,
  schema: Schema,
  settings: Settings,
): ((labels: Labels) => Int32Array | undefined) | undefined {
  const features = featureColumns(schema);
  if (raw.rows <= LEAST_ROWS || features.some(({ kind }) => kind === 'image')) return undefined;
  const task = taskShape(schema.task);
  const shape = rowShape(features, task.classes, textBytes(raw, schema) / raw.rows);
  const most = mostRows(shape, inputsOf(familiesTried(settings)), settings.memory.bytes);
  const rows = Math.max(LEAST_ROWS, most);
  return (labels) =>
    labels.length <= rows ? undefined : stratifiedSample(task, labels, rows, settings.seed);
}

export function tellChosen({ table, chosenOf }: ParsedTable, { onProgress }: Settings): void {
  if (chosenOf === undefined) return;
  const message = `trained on ${countOf(table.rows, 'row')} of ${chosenOf.toLocaleString('en-US')}: \`memory\` is not enough for more`;
  onProgress({ kind: 'warning', message });
}

/** Of different texts and lists. */
function textBytes({ columns }: RawTable, schema: Schema): number {
  const names = featureColumns(schema).flatMap(({ name, kind }) =>
    kind === 'text' || kind === 'list' ? [name] : [],
  );
  return columns
    .filter(({ name }) => names.includes(name))
    .flatMap((column) => codedCells(column).values)
    .reduce((sum, text) => sum + text.length, 0);
}
