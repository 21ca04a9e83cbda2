import { READING_KINDS } from '../predictor/reading-kinds.js';
import type { PredictOptions } from '../predictor/table-reader.js';
import { checkPlainOptions } from '../util/check-arguments.js';
import { AutofitError } from '../util/errors.js';
import { shown } from '../util/shown.js';

/** What counts as drift, and how data is read. */
export interface DriftOptions extends PredictOptions {
  /** The population stability index from which a column has drifted. @default 0.2 */
  readonly threshold?: number | undefined;
  /** Columns that may move, such as dates of orders, or the label: they are not judged. @default none */
  readonly ignore?: readonly string[] | undefined;
}

/** By the usual rule below 0.1 is little, and from 0.2 on the model should be looked at. */
export const DEFAULT_THRESHOLD = 0.2;

/** Callers without types may give anything. Throws an AutofitError that names the option. */
export function checkDriftOptions(options: DriftOptions): void {
  checkPlainOptions(options, { ...READING_KINDS, threshold: ['number'] }, ['ignore']);
  const { threshold, ignore } = options;
  if (threshold !== undefined && !(threshold > 0 && threshold < Infinity)) {
    throw refused('threshold', threshold, 'a number above 0; 0.2 is usual');
  }
  const isList = Array.isArray(ignore) && ignore.every((name) => typeof name === 'string');
  if (ignore !== undefined && !isList)
    throw refused('ignore', ignore, 'a list of names of columns');
}

function refused(name: string, value: unknown, taken: string): AutofitError {
  return new AutofitError('BAD_OPTION', `\`${name}\` cannot be ${shown(value)}.`, {
    hint: `It takes ${taken}.`,
  });
}
