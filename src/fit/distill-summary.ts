import { pairedGain } from '../ensemble/bootstrap.js';
import { pickRows } from '../ensemble/sample-rows.js';
import { decidedScore } from '../metrics/decisions.js';
import { metricNamed } from '../metrics/metrics.js';
import { predictorRow } from '../predictor/predictor-row.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import type { LessonData } from './lesson-data.js';
import type { Taught } from './teach-students.js';
import { answerMilliseconds } from './time-answers.js';

/** What a student is, and what it has kept of its ensemble. Scores are on rows that were set aside. */
export interface DistillSummary {
  /** The model file; null when nothing was written. */
  readonly model: string | null;
  readonly metric: { readonly name: string; readonly direction: 'maximize' | 'minimize' };
  readonly student: string;
  readonly family: string;
  /** Whether labels alone had taught the best student, as the ensemble's answers made none that is better. */
  readonly byLabels: boolean;
  readonly scoreValidation: number | null;
  /** The ensemble's on the same rows; null where it has seen their labels. */
  readonly scoreEnsemble: number | null;
  /** The best of the same small models, taught by labels alone. */
  readonly scoreLabels: number | null;
  /** Of what the ensemble is better than that, the share that the student has; null where it is not surely better, or has seen these labels. */
  readonly kept: number | null;
  /** Whether the ensemble that taught the student knew nothing of these rows. */
  readonly honest: boolean;
  /** On the test rows of the run. */
  readonly scoreTest?: number;
  readonly scoreTestEnsemble?: number;
  readonly scoreTestLabels?: number;
  /** Rows with labels, rows that were made up, and rows that were set aside for the scores. */
  readonly rows: number;
  readonly madeUp: number;
  readonly setAside: number;
  /** Milliseconds that answering a row takes, of batches of 1,000. */
  readonly msPerRow: number;
  readonly msPerRowEnsemble: number;
}

interface Result {
  readonly teacher: PredictorState;
  readonly student: PredictorState;
  /** That of the small model that labels alone have taught best. */
  readonly byLabels: PredictorState;
  readonly data: LessonData;
  readonly best: Taught;
  readonly alone: Taught;
  readonly isApart: boolean;
  readonly madeUp: number;
  readonly seed: number;
  readonly out: string | null;
}

export function summarizeStudent(result: Result): DistillSummary {
  const { teacher, student, byLabels, data, best, alone, isApart, madeUp, out } = result;
  const { name, direction } = metricNamed(teacher.metric);
  const scoreEnsemble = ensembleScore(data, best);
  const [test, testEnsemble, testLabels] = [student, teacher, byLabels].map(
    (own) => predictorRow(own)?.scoreTest,
  );
  return {
    model: out,
    metric: { name, direction },
    student: best.trial.name,
    family: best.trial.config.family,
    byLabels: best === alone,
    scoreValidation: best.trial.score,
    scoreEnsemble,
    scoreLabels: alone.trial.score,
    kept: keptShare(result),
    honest: isApart,
    ...(test !== undefined && { scoreTest: test }),
    ...(testEnsemble !== undefined && { scoreTestEnsemble: testEnsemble }),
    ...(testLabels !== undefined && { scoreTestLabels: testLabels }),
    rows: data.table.rows,
    madeUp,
    setAside: data.fold.validation.length,
    msPerRow: answerMilliseconds(student, data.table),
    msPerRowEnsemble: answerMilliseconds(teacher, data.table),
  };
}

/** What the ensemble's out-of-fold answers score on the rows that judge a student; null where they are not known. */
export function ensembleScore(data: LessonData, { judge }: Taught): number | null {
  const own = ensembleAnswers(data);
  const score = own ? decidedScore(judge, own) : Number.NaN;
  return Number.isFinite(score) ? score : null;
}

/** Its out-of-fold answers to the rows set aside. */
function ensembleAnswers({ outOfFold, fold }: LessonData): Float64Array | undefined {
  if (!outOfFold) return undefined;
  const placeOf = new Map([...outOfFold.rows].map((row, place) => [row, place]));
  const places = fold.validation.map((row) => placeOf.get(row) ?? -1);
  return places.includes(-1)
    ? undefined
    : pickRows(outOfFold.values, places, outOfFold.rows.length);
}

/** 1 is as good as the ensemble, 0 as good as labels alone; null where the ensemble is not surely better than these. */
function keptShare({ data, best, alone, isApart, seed }: Result): number | null {
  if (!isApart) return null;
  const ensemble = ensembleAnswers(data);
  const [own, labels] = [best, alone].map(({ left }) => left?.predictions);
  if (!ensemble || !own || !labels) return null;
  const whole = pairedGain(best.judge, ensemble, labels, seed);
  if (!(whole.gain > whole.standardError)) return null;
  return pairedGain(best.judge, own, labels, seed).gain / whole.gain;
}
