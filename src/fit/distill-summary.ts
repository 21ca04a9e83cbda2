import { pairedGain } from '../ensemble/bootstrap.js';
import { pickRows } from '../ensemble/sample-rows.js';
import { decidedScore } from '../metrics/decisions.js';
import { metricNamed } from '../metrics/metrics.js';
import { predictorRow } from '../predictor/predictor-row.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import type { LessonData } from './lesson-data.js';
import type { DistillSummary } from './student-summary.js';
import type { Taught } from './teach-students.js';
import { answerMilliseconds } from './time-answers.js';

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
