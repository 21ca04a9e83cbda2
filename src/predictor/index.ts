import { type DataValues, readValues } from '../table/read-values.js';
import { loadState } from './load-state.js';
import { createPredictor, type Predictor } from './predictor.js';

/**
 * A predictor from the bytes of a model file, for rows and columns in memory; needs nothing of Node. Throws
 * an AutofitError for bytes that are no model.
 */
export async function loadPredictor(bytes: Uint8Array): Promise<Predictor<DataValues>> {
  return createPredictor(await loadState(bytes), { read: readValues });
}

export type { Row } from '../table/flat-row.js';
export type { DataValues } from '../table/read-values.js';
export { AutofitError } from '../util/errors.js';
export type { ProbabilityMatrix } from './class-chances.js';
export type { Coefficient, Coefficients, LinearOutput } from './coefficients.js';
export type { ColumnImportance, Importance } from './importance.js';
export type { Predictions, Predictor, PredictorInfo } from './predictor.js';
