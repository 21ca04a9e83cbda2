import { type AnswerOptions, answerOptions } from '../predictor/answer-options.js';
import { checkCoverage } from '../predictor/uncertain-answers.js';
import { optionsIn } from '../util/check-arguments.js';
import { AutofitError } from '../util/errors.js';
import { shown } from '../util/shown.js';
import { OUTPUT_FORMS, type OutputForm } from './batch-format.js';

/** What is written of each row besides its prediction, and how. */
export interface PredictFileOptions extends AnswerOptions {
  /** How it is written. @default as the end of the file's name says, else CSV */
  readonly to?: OutputForm | undefined;
  /** Columns of the data that are copied in front of the prediction, their cells as they are written. @default none, of a folder of pictures `image` */
  readonly with?: readonly string[] | undefined;
  /** Whether the probability of each class is written too, as `proba_<class>`. @default false */
  readonly proba?: boolean | undefined;
  /**
   * The share of rows that intervals `<label>_low` to `<label>_high` cover, or sets of classes `<label>_set`; false writes none.
   * @default that of `fit`, if it was told `intervals`
   */
  readonly intervals?: number | false | undefined;
  /** Whether what each column adds to the answer is written too, as `contribution_<column>`: of 10,000 rows at most. @default false */
  readonly explain?: boolean | undefined;
}

/** How data is read, and which model answers. Callers without types may give anything. Throws an AutofitError that names the option. */
export function checkPredictFileOptions(
  options: PredictFileOptions,
): ReturnType<typeof answerOptions> {
  optionsIn(options);
  const { to, with: copied, proba, explain, intervals, ...reading } = options;
  if (to !== undefined && !OUTPUT_FORMS.includes(to)) {
    throw refused('to', to, OUTPUT_FORMS.join(', ').replace(/, (?=[^,]*$)/, ' or '));
  }
  const isList = Array.isArray(copied) && copied.every((name) => typeof name === 'string');
  if (copied !== undefined && !isList) throw refused('with', copied, 'a list of names of columns');
  for (const [name, value] of Object.entries({ proba, explain })) {
    if (value !== undefined && typeof value !== 'boolean')
      throw refused(name, value, 'true or false');
  }
  if (intervals !== false) checkCoverage('intervals', intervals);
  return answerOptions(reading, ['to', 'with', 'proba', 'intervals', 'explain']);
}

function refused(name: string, value: unknown, taken: string): AutofitError {
  return new AutofitError('BAD_OPTION', `\`${name}\` cannot be ${shown(value)}.`, {
    hint: `It takes ${taken}.`,
  });
}
