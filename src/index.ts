// Results

// What there is
export { listDatasets } from './datasets.js';
// Fitting
export { type FittedPredictor, fit } from './fit.js';
export type { FitSummary } from './fit-summary.js';
// Leaderboard rows and trials
export type { LeaderboardRow } from './leaderboard/leaderboard.js';
export { leaderboardTable } from './leaderboard/leaderboard-table.js';
export { describeMetric } from './metrics/metrics.js';
export type { FitOptions } from './options.js';

// Predicting
export type { Evaluation } from './predictor/evaluate-table.js';
export type { Predictions, Predictor, PredictorInfo } from './predictor/predictor.js';
export { type FilePredictor, loadPredictor } from './predictor-file.js';
export type { FamilyOptions, PresetOptions } from './preset.js';
export { listPresets } from './preset.js';
export type { ProgressEvent } from './progress.js';
// Data
export type { ColumnKind } from './schema/schema.js';
export type { RawTable } from './table/raw-table.js';
export type { ColumnValues, Row } from './table/read-rows.js';
export type { DataSource } from './table/read-table.js';
export type { DataValues } from './table/read-values.js';
export type { Trial } from './trial/trial.js';
// Errors
export { AutofitError } from './util/errors.js';
export type { TaskKind } from './util/task-kind.js';
