import type { Schema } from '../schema/schema.js';
import type { Table } from '../table/table.js';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';

/** Throws an AutofitError for labels that the loss cannot be of: negative counts, and what is not above 0. */
export function checkLabels(
  tables: readonly (Pick<Table, 'target'> | undefined)[],
  { label, task: { loss } }: Pick<Schema, 'label' | 'task'>,
): void {
  if (loss !== 'poisson' && loss !== 'gamma') return;
  const isWrong = (value: number) => value < 0 || (loss === 'gamma' && value === 0);
  const wrong = tables.flatMap((own) => [...(own?.target ?? [])].filter(isWrong));
  if (wrong.length === 0) return;
  const least = wrong.reduce((low, value) => Math.min(low, value));
  const needs = loss === 'gamma' ? 'labels above 0' : 'labels of at least 0';
  const found = `and "${label}" has ${countOf(wrong.length, 'row')} with others, down to ${least}`;
  throw new AutofitError('BAD_LABEL', `\`loss: '${loss}'\` needs ${needs}, ${found}.`, {
    hint: 'Use `loss: huber` where some labels are far from all others, or leave `loss` out.',
  });
}
