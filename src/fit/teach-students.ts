import type { TaughtTable } from '../distill/taught-table.js';
import { metricNamed } from '../metrics/metrics.js';
import { plainTask } from '../predictor/answered-task.js';
import type { PreprocessingOptions } from '../preprocessing/preprocessing-options.js';
import { featureColumns, type Schema } from '../schema/schema.js';
import type { Executor } from '../trial/job.js';
import type { TrialContext } from '../trial/run-fold.js';
import { type FinishedTrial, runTrial } from '../trial/run-trial.js';
import type { FoldModel, TrialConfig } from '../trial/trial.js';
import { createJudge, type TrialJudge } from '../trial/trial-judge.js';
import { AutofitError } from '../util/errors.js';
import type { MistakeCosts } from '../util/task-kind.js';
import { createThreads } from '../workers/threads.js';

/** What students are trained with, whatever they are taught. */
export interface School {
  readonly schema: Schema;
  readonly metric: string;
  /** What the teacher's answers cost, where it was told. */
  readonly costs: MistakeCosts | undefined;
  readonly preprocessing: PreprocessingOptions;
  readonly seed: number;
  readonly workers: number;
  readonly signal: AbortSignal;
}

/** A student that has learned, with what judged it. */
export interface Taught extends FinishedTrial {
  readonly judge: TrialJudge;
}

/** Trains students on the first rows of a table and judges them by the others, numbered from `first`, in names that end so. */
export async function teachStudents(
  configs: readonly TrialConfig[],
  lesson: TaughtTable,
  school: School,
  { first, ending }: { readonly first: number; readonly ending: string },
): Promise<readonly Taught[]> {
  const context = contextOf(lesson, school);
  const { folds, task, table } = context;
  const judge = createJudge(folds, task, metricNamed(school.metric, task.kind), table);
  return inThreads(context, school, configs.length, (executor) =>
    Promise.all(
      configs.map(async (config, i) => {
        const number = first + i;
        const stretch = { number, trial: number, config, rung: 0 };
        const { trial, left } = await runTrial(executor, judge, stretch);
        return { trial: { ...trial, name: `${config.family}-${ending}` }, left, judge };
      }),
    ),
  );
}

/** The same student trained on all rows of a table, for as long as it was before. Throws an AutofitError where it cannot be. */
export async function teachAgain(
  { trial }: Taught,
  lesson: TaughtTable,
  school: School,
): Promise<FoldModel> {
  const { number, config, length } = trial;
  const outcome = await inThreads(contextOf(lesson, school), school, 1, (executor) =>
    executor.run({ kind: 'refit', trial: number, config, length }),
  );
  if (outcome.kind === 'done') return outcome.model;
  throw notTaught(outcome.kind === 'failed' ? outcome.reason : undefined);
}

/** The mistake of a student that did not learn; without a reason it was stopped. */
export function notTaught(reason: string | null | undefined): AutofitError {
  if (reason === undefined) return new AutofitError('STOPPED', 'Distilling was stopped.');
  return new AutofitError('NO_STUDENT', `No student could be trained: ${reason}.`);
}

function contextOf(
  { table, train, validation }: TaughtTable,
  { schema, metric, costs, preprocessing, seed }: School,
): TrialContext {
  return {
    kind: 'trial-context',
    table,
    columns: featureColumns(schema),
    task: plainTask({ schema, costs }),
    folds: [{ train, validation }],
    preprocessing,
    metric,
    seed,
    kernels: 'auto',
  };
}

async function inThreads<T>(
  context: TrialContext,
  { workers, signal }: School,
  jobs: number,
  work: (executor: Executor) => Promise<T>,
): Promise<T> {
  const executor = createThreads(context, { workers: Math.min(workers, jobs), signal });
  try {
    return await work(executor);
  } finally {
    await executor.close();
  }
}
