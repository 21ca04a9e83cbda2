import { type DataValues, readValues } from '../table/read-values.js';
import { AutofitError } from '../util/errors.js';
import { shown } from '../util/shown.js';
import { loadState } from './load-state.js';
import { createPredictor, type Predictor } from './predictor.js';

/**
 * A predictor from the bytes of a model file, for rows and columns in memory; needs nothing of Node. Throws
 * an AutofitError for bytes that are no model.
 */
export async function loadPredictor(bytes: Uint8Array): Promise<Predictor<DataValues>> {
  if (!(bytes instanceof Uint8Array)) throw noBytes(bytes);
  return createPredictor(await loadState(bytes), { read: readValues });
}

function noBytes(given: unknown): AutofitError {
  const hint =
    typeof given === 'string'
      ? 'Read the file first; `loadPredictor` of the main entry takes a path.'
      : 'Of an ArrayBuffer: new Uint8Array(buffer).';
  return new AutofitError(
    'BAD_ARGUMENT',
    `loadPredictor takes the bytes of a model file, a Uint8Array, not ${shown(given)}.`,
    { hint },
  );
}

export type { Row } from '../table/flat-row.js';
export type { ColumnsOf, ColumnValues } from '../table/read-rows.js';
export type { DataValues } from '../table/read-values.js';
export { AutofitError } from '../util/errors.js';
export type { AnswerOptions } from './answer-options.js';
export type { ProbabilityMatrix } from './class-chances.js';
export type { Coefficient, Coefficients, LinearOutput } from './coefficients.js';
export type { ColumnImportance, Importance } from './importance.js';
export type { Predictions } from './predictions.js';
export type { Predictor, PredictorInfo } from './predictor.js';
