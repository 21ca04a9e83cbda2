import { READING_KINDS } from '../predictor/reading-kinds.js';
import type { PredictOptions, PredictProgress } from '../predictor/table-reader.js';
import { checkPlainOptions } from '../util/check-arguments.js';
import { AutofitError } from '../util/errors.js';
import { shown } from '../util/shown.js';
import type { StopSignal } from '../util/stop-signal.js';
import { wholeNumber } from '../util/whole-number.js';
import { EXPLAINED_SCALES, type ExplainedScale } from './answers.js';
import type { ExplainProgress } from './watch.js';

/** What is explained. With neither rows nor columns named, it is how much each column matters. */
export interface ExplainOptions<Data = unknown> extends Omit<PredictOptions, 'onProgress'> {
  /** Rows whose answers are explained, by their places in the data, from 1. */
  readonly rows?: readonly number[] | undefined;
  /** Columns whose curves are drawn; of each two their interaction. */
  readonly columns?: readonly string[] | undefined;
  /** Columns that are one thing: explained and shuffled together. @default each by itself */
  readonly together?: readonly (readonly string[])[] | undefined;
  /** What importance is judged by. @default the metric that decided */
  readonly metrics?: readonly string[] | undefined;
  /** Times that each column is shuffled. @default 5 */
  readonly repeats?: number | undefined;
  /** What classes are explained by. @default log-odds for rows, probability for curves */
  readonly scale?: ExplainedScale | undefined;
  /** Rows that stand for all: answers are compared with their mean. @default what the run kept, else some of the data */
  readonly background?: Data | undefined;
  /** @default the seed of the fit */
  readonly seed?: number | undefined;
  /** Ends the work: it throws an AutofitError then. */
  readonly signal?: StopSignal | undefined;
  readonly onProgress?: ((event: ExplainProgress | PredictProgress) => void) | undefined;
}

const PLAIN = {
  ...READING_KINDS,
  repeats: ['number'],
  scale: ['string'],
  seed: ['number'],
} as const;
const OTHERS = ['rows', 'columns', 'together', 'metrics', 'background', 'signal'];

/** Callers without types may give anything. Throws an AutofitError that names the option. */
export function checkExplainOptions(options: ExplainOptions): void {
  checkPlainOptions(options, PLAIN, OTHERS);
  const { rows, columns, together, metrics, scale, repeats, seed, signal } = options;
  if (repeats !== undefined) wholeNumber('repeats', repeats, 1);
  if (seed !== undefined) wholeNumber('seed', seed, 0);
  if (scale !== undefined && !EXPLAINED_SCALES.includes(scale)) {
    throw refused('scale', scale, EXPLAINED_SCALES.join(' or '));
  }
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw refused('signal', signal, 'an AbortSignal');
  }
  checkList('rows', rows, (row) => Number.isInteger(row) && row > 0, 'places of rows, from 1');
  checkList('columns', columns, isText, 'names of columns');
  checkList('metrics', metrics, isText, 'names of metrics');
  const isGroup = (group: unknown) => Array.isArray(group) && group.every(isText);
  checkList('together', together, isGroup, 'lists of names of columns');
}

function checkList<T>(
  name: string,
  given: readonly T[] | undefined,
  holds: (value: T) => boolean,
  what: string,
): void {
  if (given === undefined || (Array.isArray(given) && given.every(holds))) return;
  throw refused(name, given, `a list of ${what}`);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function refused(name: string, value: unknown, taken: string): AutofitError {
  return new AutofitError('BAD_OPTION', `\`${name}\` cannot be ${shown(value)}.`, {
    hint: `It takes ${taken}.`,
  });
}
