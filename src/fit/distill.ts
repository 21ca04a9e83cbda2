import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ZodType } from 'zod';
import { students } from '../distill/students.js';
import { pairedGain } from '../ensemble/bootstrap.js';
import { JOURNAL_FILE } from '../journal/event-log.js';
import { oriented } from '../metrics/metric.js';
import { metricNamed } from '../metrics/metrics.js';
import { loadState } from '../predictor/load-state.js';
import type { Predictor } from '../predictor/predictor.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { type FilePredictor, openPredictor, readState } from '../run/predictor-file.js';
import { readRunState } from '../run/read-run-state.js';
import type { DataSource } from '../table/data-source.js';
import { trialWorth } from '../trial/trial-worth.js';
import { checkText } from '../util/check-arguments.js';
import { checkFilePlace } from '../util/check-file-place.js';
import { checkNotInput } from '../util/check-not-input.js';
import { checkOptions } from '../util/check-options.js';
import { AutofitError } from '../util/errors.js';
import { availableProcessors } from '../util/processors.js';
import { refuseReading } from '../util/refuse-reading.js';
import { wholeNumber } from '../util/whole-number.js';
import { checkTeachable } from './check-teachable.js';
import type { DistillOptions } from './distill-options.js';
import { ensembleScore, summarizeStudent } from './distill-summary.js';
import { type LessonData, rowsOfData, rowsOfRun } from './lesson-data.js';
import { lessonMaker, ofModels, ofOutOfFold } from './make-lessons.js';
import { isRefitted } from './refit-run.js';
import { studentState } from './student-state.js';
import type { DistillSummary } from './student-summary.js';
import {
  notTaught,
  type School,
  type Taught,
  teachAgain,
  teachStudents,
} from './teach-students.js';
import { ofFold, teacherOf } from './teacher.js';

/** A student, with what it has kept. */
export interface DistilledPredictor extends FilePredictor {
  readonly summary: DistillSummary;
}

/**
 * Teaches one small model to answer as an ensemble does (Bucilă et al. 2006; Hinton et al. 2015; Fakoor et al. 2020). `model` is a run
 * folder, a model file or a predictor; what is no run needs `data`. Throws an AutofitError where there are no rows to teach by.
 */
export async function distill<C extends object>(
  model: string | Pick<Predictor<DataSource>, 'toBytes'>,
  options: DistillOptions<C> = {},
): Promise<DistilledPredictor> {
  const asked = await resolved(options);
  const { state, run } = await teacherIn(model);
  const { out } = asked;
  if (out !== undefined) {
    const own = typeof model === 'string' ? model : undefined;
    await checkNotInput(out, { model: own, data: options.data });
  }
  checkTeachable(state);
  if (state.uncertainty) asked.onProgress({ kind: 'note', message: UNSURE });
  if (state.schema.columns.every(({ role, kind }) => role !== 'feature' || kind === 'ignored')) {
    throw new AutofitError('NO_FEATURES', 'The model reads no column: there is nothing to teach.');
  }
  const { data: given } = options;
  if (given === undefined) refuseReading(options);
  if (given === undefined && run === undefined) throw noRows();
  const data =
    given === undefined
      ? await rowsOfRun(run ?? '', state, asked)
      : await rowsOfData(given, state, asked, options);
  return learned(state, data, asked);
}

const UNSURE = 'a student does not know how sure it is: intervals and sets of classes are left out';

type Asked = Awaited<ReturnType<typeof resolved>>;

async function resolved<C extends object>(options: DistillOptions<C>) {
  const { optionKinds: kinds } = await import('../options/option-kinds.js');
  const { test: data, out: file, seed: whole, workers: threads, signal, onProgress: tell } = kinds;
  const { force, delimiter, quote, sheet, images } = kinds;
  checkOptions(options, {
    data,
    signal,
    out: file,
    madeUp: whole,
    seed: whole,
    workers: threads,
    onProgress: tell,
    force,
    delimiter,
    quote,
    sheet,
    images,
  } satisfies Record<keyof DistillOptions, ZodType>);
  const { workers = availableProcessors(), seed, madeUp, out, onProgress = () => {} } = options;
  if (out !== undefined) {
    checkText('distill', out, 'the path of a file');
    checkFilePlace(out);
  }
  return {
    workers: wholeNumber('workers', workers, 1),
    seed: seed === undefined ? undefined : wholeNumber('seed', seed, 0),
    madeUp: madeUp === undefined ? undefined : wholeNumber('madeUp', madeUp, 0),
    out,
    signal: options.signal ?? new AbortController().signal,
    onProgress,
  };
}

async function teacherIn(
  model: string | Pick<Predictor<DataSource>, 'toBytes'>,
): Promise<{ readonly state: PredictorState; readonly run: string | undefined }> {
  if (typeof model !== 'string' && typeof model?.toBytes === 'function') {
    return { state: await loadState(await model.toBytes()), run: undefined };
  }
  checkText('distill', model, 'a predictor, or the path of a model file or a run folder');
  const isRun = existsSync(join(model, JOURNAL_FILE));
  const state = isRun ? await readRunState(model) : await readState(model);
  return { state, run: isRun ? model : undefined };
}

function noRows(): AutofitError {
  return new AutofitError('NO_DATA', 'There are no rows to teach by.', {
    hint: 'Give a run folder, or rows with labels as `data`.',
  });
}

/** The student that does best on rows that are set aside, taught once more by all rows. */
async function learned(
  state: PredictorState,
  data: LessonData,
  asked: Asked,
): Promise<DistilledPredictor> {
  const { schema, metric, costs } = state;
  const { workers, signal, seed = state.seed } = asked;
  const { preprocessing } = data;
  const school: School = { schema, metric, costs, preprocessing, seed, workers, signal };
  const whole = teacherOf(state, workers);
  const apart = unknowingOf(state, data);
  const knowing = ofOutOfFold(data, whole);
  // What the others know of the rows that judge would tell of their labels.
  const unknowing = apart ? ofModels(data, teacherOf(apart, workers)) : knowing;
  const lessons = lessonMaker(data, state.schema, { ...asked, seed });
  const judged = { rows: data.fold.train, judges: true };
  const first = await lessons({ ...judged, teaching: unknowing });
  const plain = await lessons(judged);
  asked.onProgress({ kind: 'stage', stage: 'teaching' });
  const configs = students(data.fold.train.length);
  const taught = await teachStudents(configs, first, school, { first: 1, ending: 'distilled' });
  const alone = await teachStudents(configs, plain, school, {
    first: 1 + configs.length,
    ending: 'labels',
  });
  const byLabels = bestOf(alone, metric);
  const own = bestOf(taught, metric);
  const best = isNothingKept(own, byLabels, ensembleScore(data, own), seed) ? byLabels : own;
  const trials = [...taught, ...alone].map(({ trial }) => trial);
  const all = Int32Array.from({ length: data.table.rows }, (_, row) => row);
  const finished = async (student: Taught) => {
    const teaching = taught.includes(student) ? knowing : undefined;
    const last = await lessons({ rows: all, judges: false, teaching });
    asked.onProgress({ kind: 'stage', stage: 'teaching' });
    const model = await teachAgain(student, last, school);
    const own = { teacher: state, best: student, model, trials, data, seed, workers };
    return { state: await studentState(own), madeUp: last.madeUp };
  };
  const student = await finished(best);
  // What labels alone teach is told of rows that nothing has seen, where there are some.
  const other = data.test && best !== byLabels ? await finished(byLabels) : student;
  asked.onProgress({ kind: 'stage', stage: 'scoring' });
  const summary = summarizeStudent({
    teacher: state,
    student: student.state,
    byLabels: other.state,
    data,
    best,
    alone: byLabels,
    isApart: apart !== undefined,
    madeUp: student.madeUp,
    seed,
    out: asked.out ?? null,
  });
  const predictor = openPredictor(student.state, workers);
  if (asked.out !== undefined) await predictor.save(asked.out);
  return { ...predictor, summary };
}

/** The part of the ensemble that knows nothing of the rows that judge; undefined where all of it does. */
function unknowingOf(state: PredictorState, { place }: LessonData): PredictorState | undefined {
  return isRefitted(state) || !place ? undefined : ofFold(state, place.fold, place.folds);
}

/**
 * Whether labels alone taught more: surely, as few rows that are set aside tell little; or where they taught as much as the ensemble
 * knows, of which there is nothing to keep then.
 */
function isNothingKept(
  taught: Taught,
  byLabels: Taught,
  ensemble: number | null,
  seed: number,
): boolean {
  const { judge } = taught;
  const [own, other] = [taught, byLabels].map(
    ({ left }) => left?.predictions ?? new Float64Array(),
  );
  if (!own || !other) return false;
  const { gain, standardError } = pairedGain(judge, other, own, seed);
  const worth = (score: number) => oriented(judge.metric, score);
  const knowsAll =
    ensemble !== null && worth(byLabels.trial.score ?? Number.NaN) >= worth(ensemble);
  return gain > (knowsAll ? 0 : standardError);
}

function bestOf(taught: readonly Taught[], metric: string): Taught {
  const worth = ({ trial }: Taught) => trialWorth(metricNamed(metric), trial);
  const whole = taught.filter(({ left }) => left !== undefined);
  const [first] = whole.toSorted((a, b) => worth(b) - worth(a) || a.trial.number - b.trial.number);
  if (first) return first;
  const failed = taught.find(({ trial }) => trial.state === 'failed');
  throw notTaught(failed?.trial.reason);
}
