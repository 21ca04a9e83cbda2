import { familyNamed, familyNames, looksAtPictures } from '../models/families.js';
import type { Settings } from '../options/options.js';
import type { TrialContext } from '../trial/run-fold.js';
import type { TrialConfig } from '../trial/trial.js';
import { AutofitError } from '../util/errors.js';
import { toldLoss } from '../util/task-kind.js';
import type { FitData } from './lay-out-data.js';

/** What is asked of every model. */
type Asked = Pick<TrialContext, 'task' | 'monotone'>;

/** The option that a family cannot be trained with; undefined where there is none. */
export function whyLeftOut(
  family: string,
  { task, monotone: directions }: Asked,
): string | undefined {
  const loss = toldLoss(task) ?? 'squared';
  const { losses = ['squared'], monotone = false, quantiles = false } = familyNamed(family);
  if (task.kind === 'quantile' && !quantiles) return '`quantiles`';
  if (directions && !monotone) return '`monotone`';
  return losses.includes(loss) ? undefined : `\`loss: '${loss}'\``;
}

/** Throws an AutofitError where no family is left, and where one that is to be tried by name is not. */
export function checkAsked(
  families: Settings['families'],
  enqueued: readonly TrialConfig[],
  context: Asked,
): void {
  const names = families.map(({ family }) => family);
  const isOut = (name: string) => whyLeftOut(name, context) !== undefined;
  const asked = names.every(isOut) ? names : enqueued.map(({ family }) => family);
  const wrong = asked.find(isOut);
  if (wrong === undefined) return;
  const message = `${wrong} cannot be trained with ${whyLeftOut(wrong, context)}.`;
  const able = familyNames.filter((name) => name !== 'constant' && !isOut(name));
  throw new AutofitError('BAD_OPTION', message, {
    hint: `Model families that can: ${able.join(', ')}.`,
  });
}

/** Tells which families are not tried for what is asked. */
export function tellLeftOut({ context, table }: FitData, { families, onProgress }: Settings): void {
  const hasPictures = table.columns.some(({ kind }) => kind === 'image');
  const names = families
    .map(({ family }) => family)
    .filter((name) => hasPictures || !looksAtPictures(name));
  const whys = new Map(names.map((name) => [name, whyLeftOut(name, context)]));
  for (const why of new Set(whys.values())) {
    if (why === undefined) continue;
    const out = names.filter((name) => whys.get(name) === why).join(', ');
    onProgress({ kind: 'note', message: `not tried, as ${why} is not for them: ${out}` });
  }
}
