// Fitting
export { fit } from './fit/fit.js';
export type { FittedPredictor } from './fit/fitted-predictor.js';
export { resume } from './fit/resume.js';
export type { FitSummary } from './fit/summarize.js';
export type {
  DetectionSummary,
  FittedDetector,
  ResumeDetectorOptions,
} from './fit/fit-detection.js';
export { resumeDetector } from './fit/resume-detector.js';
export type { DetectionOptions } from './options/detection-options.js';
export { distill } from './fit/distill.js';
export type { DistilledPredictor } from './fit/distill.js';
export type { DistillOptions, DistillProgress } from './fit/distill-options.js';
export type { DistillSummary } from './fit/student-summary.js';
export { compare } from './fit/compare.js';
export type { CompareOptions } from './fit/compare.js';
export { report } from './fit/report.js';
export type { ReportOptions, WrittenReport } from './fit/report.js';
export { listRuns } from './run/list-runs.js';
export type { RunState, RunSummary } from './run/run-summary.js';
export type { CompareFacts } from './report/facts/compare-facts.js';
export type { ReportFacts } from './report/facts/report-facts.js';
export type { FitOptions } from './options/fit-options.js';
export type { ResumeOptions } from './options/resume-options.js';
export type { FamilyOptions } from './options/check-families.js';
export type { PresetOptions } from './options/preset.js';
export type { FitPhase, ProgressEvent, ToldCandidate } from './options/progress-event.js';
export { firstFitState, nextFitState } from './options/fit-state.js';
export type { FitState, TimedValue } from './options/fit-state.js';

// Predicting
export type { OutputStream } from './run/batch-sink.js';
export { loadPredictor } from './run/predictor-file.js';
export type { FilePredictor, PredictorOptions } from './run/predictor-file.js';
export type { PredictedFile } from './run/predict-file.js';
export type { PredictFileOptions } from './run/predict-file-options.js';
export type { OutputForm } from './run/batch-format.js';
export type {
  Evaluation,
  Predictor,
  PredictorInfo,
} from './predictor/predictor.js';
export type { AnswerOptions } from './predictor/answer-options.js';
export type { ModelChoice } from './predictor/model-choice.js';
export type { ModelOutOfFold, OutOfFoldPredictions } from './predictor/out-of-fold.js';
export type { Predictions } from './predictor/predictions.js';
export type {
  CoverageOptions,
  PredictedInterval,
  PredictedSet,
} from './predictor/uncertain-answers.js';
export type { Covered } from './conformal/covered.js';
export type { QuantileScore, QuantileScores } from './conformal/quantile-scores.js';
export type { LeaderboardOptions } from './predictor/scored-leaderboard.js';
export type { PredictOptions, PredictProgress } from './predictor/table-reader.js';
export type { ProbabilityMatrix } from './predictor/class-chances.js';
export type {
  FeatureColumn,
  SparseFeatures,
  TransformedRows,
  TransformOptions,
} from './predictor/transformed-rows.js';
export type { FeatureName } from './matrix/design-matrix.js';
export type { Coefficient, Coefficients, LinearOutput } from './predictor/coefficients.js';
export type { ColumnImportance, Importance } from './predictor/importance.js';

// Finding boxes
export { loadDetector } from './run/load-detector.js';
export { boxesForm } from './detect/written-boxes.js';
export type {
  DetectedFile,
  DetectFileOptions,
  DetectionEvaluation,
  DetectOptions,
  EvaluateBoxesOptions,
  DetectorInfo,
  FileDetector,
  PictureSource,
} from './run/detector-file.js';
export type { BoxesForm } from './detect/written-boxes.js';
export type { Box, Corners } from './detect/box.js';
export type { ClassScores, DetectionScores } from './detect/average-precision.js';
export type { DetectorRow, JudgedScores } from './detect/detector-state.js';
export type { FoundCounts } from './detect/judge-found.js';
export { detectorTable } from './detect/detector-leaderboard.js';
export type { Picture } from './image/picture.js';

// Explaining
export type {
  ExplainedColumn,
  ExplainedInteraction,
  ExplainedOutput,
  ExplainedRow,
  Explanation,
} from './explain/explanation.js';
export type { ExplainOptions } from './explain/explain-options.js';
export type { ExplainProgress } from './explain/watch.js';
export type { PermutationImportance } from './explain/explained-importance.js';
export type { PlayerImportance } from './explain/permutation-importance.js';
export type { CellValue } from './explain/cell-value.js';
export type { ExplainedScale, Predicts } from './explain/answers.js';

// Watching
export type {
  BeyondRange,
  ColumnDrift,
  Drift,
  DriftVerdict,
  NewLevels,
  ScoreDrift,
} from './drift/drift.js';
export { describeDrift } from './drift/describe-drift.js';
export type { DriftOptions } from './drift/drift-options.js';
export type { KolmogorovSmirnov } from './drift/kolmogorov-smirnov.js';
export type { DriftBin } from './drift/population-stability.js';

// Data
export type { ReadingProgress } from './table/reading-progress.js';
export type { DataSource } from './table/data-source.js';
export type { DataValues } from './table/read-values.js';
export type { Row } from './table/flat-row.js';
export type { ColumnsOf, ColumnValues } from './table/read-rows.js';
export type { RawTable } from './table/raw-table.js';
export type { ColumnKind, ToldKind } from './schema/schema.js';
export type { TaskKind } from './util/task-kind.js';

// Looking before fitting
export { inspect } from './inspect.js';
export type { InspectedColumn, Inspection, InspectOptions } from './inspect.js';

// Results
export { leaderboardTable } from './leaderboard/leaderboard-table.js';
export type { TableOptions } from './leaderboard/leaderboard-table.js';
export { paretoFront } from './leaderboard/pareto.js';
export type { DetailedRow } from './run/leaderboard-details.js';
export type { LearningCurve } from './trial/learning-curve.js';
export type { LeaderboardRow } from './leaderboard/leaderboard.js';
export { evaluatePredictions } from './predictor/evaluate-predictions.js';
export type { EvaluatePredictionsOptions } from './predictor/evaluate-predictions.js';
export type { GivenPredictions } from './predictor/given-predictions.js';
export type { GivenLabel, GivenTask } from './predictor/given-task.js';
export { describeMetric } from './metrics/metrics.js';
export type { Costs } from './metrics/costs.js';
export type {
  AnyMetric,
  ClassesMetric,
  CustomMetric,
  MetricFunction,
  MetricRows,
  NumbersMetric,
  ProbabilitiesMetric,
} from './metrics/custom-metric.js';
export type { Trial } from './trial/trial.js';
export { exportOnnx, onnxInputs } from './export-onnx.js';
export type { OnnxExport, OnnxInput, OnnxInputs } from './export-onnx.js';
export { exportOutOfFold } from './export-out-of-fold.js';
export { exportPage } from './export-page.js';
export type { ExportPageOptions } from './export-page.js';
export { exportPython } from './export-python.js';
export { exportStudy } from './export-study.js';
export { exportTypeScript } from './export-typescript.js';
export type { ExportTypeScriptOptions } from './export-typescript.js';
export type { ModuleWeights, TypeScriptModule } from './export/typescript/typescript-module.js';

// What there is
export { doctor } from './doctor.js';
export type { DoctorOptions } from './doctor.js';
export type { Diagnosis, Finding, FindingStatus } from './health/diagnosis.js';
export { listDatasets } from './datasets.js';
export { listPresets } from './options/preset.js';
export { lecture } from './lecture/lecture.js';
export type { Chapter } from './lecture/chapter.js';

// Errors
export { AutofitError } from './util/errors.js';
