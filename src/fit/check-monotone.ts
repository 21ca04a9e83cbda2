import type { Directions } from '../models/model-family.js';
import type { Settings } from '../options/options.js';
import { known } from '../schema/find-column.js';
import type { ColumnSchema, Schema } from '../schema/schema.js';
import { AutofitError } from '../util/errors.js';

/**
 * The direction of each column that has one, of the chance of the second class where there are two. Throws an AutofitError for
 * columns that are no numbers, and for more classes than two.
 */
export function directionsOf(
  { columns, task }: Schema,
  { monotone }: Pick<Settings, 'monotone'>,
): { readonly monotone?: Directions } {
  if (!monotone) return {};
  if (task.kind === 'multiclass') {
    const message = `\`monotone\` is for numbers and two classes, and the label has ${task.classes.length}.`;
    throw new AutofitError('BAD_OPTION', message, { hint: 'Leave it out.' });
  }
  const names = columns.map(({ name }) => name);
  // Families learn the chance of the second class.
  const sign = task.kind === 'binary' && task.classes[1] !== task.positive ? -1 : 1;
  const told = Object.entries(monotone).map(([given, direction]): [string, 1 | -1] => {
    const name = known(given, names, 'monotone');
    const column = columns.find((own) => own.name === name);
    if (column) checkColumn(column);
    return [name, (direction === '+') === sign > 0 ? 1 : -1];
  });
  return { monotone: Object.fromEntries(told) };
}

function checkColumn({ name, role, kind, parser, evidence }: ColumnSchema): void {
  const parts = parser?.kind === 'numeric' && (parser.parts?.length ?? 0) > 0;
  if (role === 'feature' && kind === 'numeric' && !parts) return;
  const why =
    role !== 'feature'
      ? `the ${role}`
      : parts
        ? 'a column whose cells hold more than one number'
        : kind === 'ignored'
          ? `not used: ${evidence.reason}`
          : `taken for ${kind}`;
  throw new AutofitError('BAD_OPTION', `\`monotone\` names "${name}", which is ${why}.`, {
    hint: 'It is for columns of numbers that are features; `types: {"column":"numeric"}` says that one is.',
  });
}
