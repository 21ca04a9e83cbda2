export { AutofitError } from '../util/errors.js';
export { exportStudy } from './export-study.js';
export { maximize, minimize } from './minimize.js';
export { createStudy, type Study } from './study.js';
export type { SearchOptions, StudyOptions } from './study-options.js';
export type { StudyBest, StudyResult } from './study-result.js';
export {
  type BranchParam,
  boolean,
  type ChoiceParam,
  choice,
  type FloatParam,
  float,
  type IntParam,
  int,
  type ParamsOf,
  type StudySpace,
} from './study-space.js';
export type {
  FinishedTrial,
  KnownResult,
  Objective,
  ObjectiveModule,
  OpenTrial,
  Report,
} from './study-trial.js';
