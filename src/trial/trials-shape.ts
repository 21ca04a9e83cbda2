import type { ModelInputs } from '../matrix/model-inputs.js';
import { familyNamed } from '../models/families.js';
import type { TrialsShape } from './memory-plan.js';
import { rowShape } from './row-needs.js';
import type { TrialContext } from './run-fold.js';

/** What memory is shared out by, once the table is there; `families` are those that may be trained. */
export function trialsShape(
  { table, columns, task }: Pick<TrialContext, 'table' | 'columns' | 'task'>,
  families: readonly string[],
): TrialsShape {
  const texts = table.columns.reduce(
    (sum, column) => sum + ('bytes' in column ? column.bytes.byteLength : 0),
    0,
  );
  const shape = rowShape(columns, task.classes, texts / Math.max(1, table.rows));
  return { table, shape, inputs: inputsOf(families) };
}

/** What these families take. */
export function inputsOf(families: readonly string[]): readonly ModelInputs[] {
  return [...new Set(families)].map((name) => familyNamed(name).inputs);
}
