import type { SchemaOptions } from '../schema/infer-schema.js';
import { AutofitError } from '../util/errors.js';
import { REGRESSION_LOSSES } from '../util/task-kind.js';
import type { FitOptions } from './fit-options.js';
import { oneOf } from './one-of.js';
import { OPTION_WORDS } from './option-words.js';

const QUANTILES = [0.1, 0.5, 0.9];

/** The task with what says it too: quantiles, or a loss of numbers. Throws an AutofitError where they do not go together. */
export function resolveTask({
  task,
  loss,
  quantiles,
}: Pick<FitOptions, 'task' | 'loss' | 'quantiles'>): Pick<
  SchemaOptions,
  'task' | 'loss' | 'quantiles'
> {
  const told = oneOf('task', task ?? 'auto', OPTION_WORDS.task, ['detection']);
  if (quantiles !== undefined || told === 'quantile') {
    if (loss !== undefined) throw apart('`loss`', '`quantiles`');
    if (told !== 'auto' && told !== 'quantile') throw apart(`\`task: '${told}'\``, '`quantiles`');
    return { task: 'quantile', quantiles: checkedQuantiles(quantiles ?? QUANTILES) };
  }
  if (loss === undefined) return { task: told };
  const own = oneOf('loss', loss, REGRESSION_LOSSES);
  if (told === 'auto' || told === 'regression') return { task: 'regression', loss: own };
  const message = `\`loss: '${own}'\` is for numbers, and \`task\` is ${told}.`;
  throw new AutofitError('BAD_OPTION', message, { hint: 'Leave one of them out.' });
}

/** Ascending. */
function checkedQuantiles(given: readonly number[]): readonly number[] {
  const sorted = [...given].sort((a, b) => a - b);
  const isWrong = (own: number, place: number) =>
    !(own > 0 && own < 1) || sorted[place - 1] === own;
  if (sorted.length > 0 && !sorted.some(isWrong)) return sorted;
  const message = `\`quantiles\` are different numbers between 0 and 1, not ${given.join(', ') || 'none'}.`;
  throw new AutofitError('BAD_OPTION', message, { hint: 'Such as 0.1, 0.5 and 0.9.' });
}

function apart(one: string, other: string): AutofitError {
  return new AutofitError('BAD_OPTION', `${one} and ${other} exclude each other.`, {
    hint: 'Leave one of them out.',
  });
}
