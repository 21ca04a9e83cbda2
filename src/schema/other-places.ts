import type { RawTable } from '../table/raw-table.js';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import type { Schema } from './schema.js';

/**
 * What is wrong with a table without a header for a model without one: columns are known by their places, and with another number of
 * them nobody can tell which is which. Undefined where nothing is.
 */
export function otherPlaces(
  { source, header, columns }: RawTable,
  schema: Pick<Schema, 'header' | 'columns'>,
): AutofitError | undefined {
  const [own, trained] = [columns.length, schema.columns.length];
  const lacksLabel = own === trained - 1 && schema.columns.at(-1)?.role === 'label';
  if (header || schema.header || own === trained || lacksLabel) return undefined;
  return new AutofitError(
    'OTHER_COLUMNS',
    `${source} has ${countOf(own, 'column')} without names, and the model was fitted with ${trained}.`,
    {
      file: source,
      hint: 'They are told by their places: give all of them in their order, empty cells where nothing is known. A label that is the last may be left out.',
    },
  );
}
