import { AutofitError } from '../util/errors.js';

/** What commands may be told of tables that says nothing of pictures with boxes. */
const OF_TABLES = [
  'to',
  'with',
  'proba',
  'explain',
  'model',
  'threshold',
  'intervals',
  'metric',
  'pareto',
  'details',
  'workers',
  'force',
  'delimiter',
  'quote',
  'sheet',
] as const;
const OF_BOXES = ['minScore', 'draw', 'skipBadRows'] as const;

type Given<Name extends string> = Readonly<Partial<Record<Name, unknown>>>;

/** Throws an AutofitError for an option of tables where a model finds boxes; `taken` are those that it takes. */
export function refuseTableFlags(
  flags: Given<(typeof OF_TABLES)[number]>,
  taken: readonly string[],
): void {
  const given = OF_TABLES.find((name) => flags[name] !== undefined);
  if (given === undefined) return;
  throw new AutofitError('BAD_OPTION', `\`${given}\` is for tables, and this model finds boxes.`, {
    hint: `It takes ${taken.map((name) => `\`${name}\``).join(', ')}.`,
  });
}

/** Throws an AutofitError for an option of boxes where a model predicts the rows of a table. */
export function refuseBoxesFlags(flags: Given<(typeof OF_BOXES)[number]>): void {
  const given = OF_BOXES.find((name) => flags[name] !== undefined);
  if (given === undefined) return;
  throw new AutofitError(
    'BAD_OPTION',
    `\`${given}\` is for boxes, and this model predicts the rows of a table.`,
    { hint: 'Leave it out, or name the model of a detector.' },
  );
}
