import { familyNamed } from '../models/families.js';
import type { Settings } from '../options/options.js';
import { featureColumns, type Schema, taskShape } from '../schema/schema.js';
import type { Table } from '../table/table.js';
import type { TrialsShape } from '../trial/memory-plan.js';
import { rowShape } from '../trial/row-needs.js';

/** What memory is shared out by, once the table is there. */
export function trialsShape(
  { schema, table }: { readonly schema: Schema; readonly table: Table },
  settings: Settings,
): TrialsShape {
  const texts = table.columns.reduce(
    (sum, column) => sum + ('bytes' in column ? column.bytes.byteLength : 0),
    0,
  );
  const { classes } = taskShape(schema.task);
  const shape = rowShape(featureColumns(schema), classes, texts / Math.max(1, table.rows));
  return { table, shape, inputs: inputsOf(settings) };
}

/** What the families take that are searched, and those of configurations that come first. */
export function inputsOf({ families, enqueued }: Pick<Settings, 'families' | 'enqueued'>) {
  const names = new Set([...families, ...enqueued].map(({ family }) => family));
  return [...names].map((name) => familyNamed(name).inputs);
}
