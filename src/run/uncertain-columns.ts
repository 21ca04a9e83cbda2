import type { Uncertain } from '../conformal/open-uncertainty.js';
import type { Schema } from '../schema/schema.js';
import type { BatchColumn } from './batch-column.js';

type NamedColumn = Pick<BatchColumn, 'name' | 'kind'>;

/** What is written of how sure answers are: the ends of intervals, or the classes of sets. */
export function uncertainNames({ label, task }: Schema): readonly NamedColumn[] {
  if (task.classes.length > 0) return [{ name: `${label}_set`, kind: 'text' }];
  return ['low', 'high'].map((end) => ({ name: `${label}_${end}`, kind: 'number' }) as const);
}

/** The same with their values; classes stand with | between them, as a JSON list where some hold a | themselves. */
export function uncertainColumns(
  schema: Schema,
  uncertain: Uncertain | undefined,
): readonly BatchColumn[] {
  if (!uncertain) return [];
  const [first, second] = uncertainNames(schema);
  if (!first) throw new Error('what is told of how sure answers are has no name');
  if (uncertain.kind === 'sets') {
    const { classes } = schema.task;
    const joined = joinerOf(classes);
    const at = (row: number) =>
      joined(Array.from(uncertain.sets[row] ?? [], (code) => classes[code] ?? ''));
    return [{ ...first, at }];
  }
  const { low, high } = uncertain;
  return [
    { ...first, at: (row) => low[row] ?? Number.NaN },
    ...(second ? [{ ...second, at: (row: number) => high[row] ?? Number.NaN }] : []),
  ];
}

function joinerOf(classes: readonly string[]): (names: readonly string[]) => string {
  if (classes.some((name) => name.includes('|'))) return (names) => JSON.stringify(names);
  return (names) => names.join('|');
}
