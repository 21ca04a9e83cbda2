import { checkPlainOptions } from '../util/check-arguments.js';
import type { ModelChoice } from './model-choice.js';
import { READING_KINDS } from './reading-kinds.js';
import type { PredictOptions } from './table-reader.js';

/** How data is read, and which model answers. */
export interface AnswerOptions extends PredictOptions, ModelChoice {}

/** The kinds of all of them, by `typeof`. */
const ANSWER_KINDS = { ...READING_KINDS, model: ['string'], threshold: ['number'] } as const;

/** The options apart; a number says nothing, as Array.map passes it along. Throws an AutofitError for what is neither one of them nor of `others`. */
export function answerOptions(
  given: AnswerOptions | number | undefined,
  others: readonly string[] = [],
): {
  readonly choice: ModelChoice;
  readonly reading: PredictOptions;
} {
  if (given === undefined || typeof given === 'number') return { choice: {}, reading: {} };
  checkPlainOptions(given, ANSWER_KINDS, others);
  const { model, threshold, ...reading } = given;
  return { choice: { model, threshold }, reading };
}
