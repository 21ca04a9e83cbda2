import { existsSync } from 'node:fs';
import { checkedMetric } from '../metrics/custom-metrics.js';
import { resolveLocalWorkers, type Settings } from '../options/options.js';
import type { ResumeOptions } from '../options/resume-options.js';
import { readBefore } from '../run/before-more.js';
import { readState } from '../run/predictor-file.js';
import { openRunFolder, type RunFolder } from '../run/run-folder.js';
import { type OpenRun, reopenRecord } from '../run/run-record.js';
import { startBudget } from '../search/budget.js';
import { howTheyEnded } from '../search/stretches.js';
import { checkText } from '../util/check-arguments.js';
import { checkOptions } from '../util/check-options.js';
import { checkBegunAt, now } from '../util/clock.js';
import { AutofitError } from '../util/errors.js';
import { availableProcessors } from '../util/processors.js';
import { wholeNumber } from '../util/whole-number.js';
import { complete, type FitPlace, fitted, searchBudget } from './complete.js';
import type { FittedPredictor } from './fitted-predictor.js';
import { keepTold } from './keep-told.js';
import { openMachines } from './open-machines.js';
import { readFitData } from './read-fit-data.js';
import { isRefitted, refitRun } from './refit-run.js';
import { stoppedReading } from './stopped-reading.js';
import { tellMore } from './tell-more.js';
import { tellBegin } from './tell-phase.js';

/**
 * Goes on with the run in a folder as if it had never been stopped; a finished one is left as it is, unless it is given more
 * time or trials. Its time goes on at `begunAt`, in milliseconds since the start of the process. Throws an AutofitError when the
 * data or the version is not the one that it began with, and when what it is given is spent already.
 */
export async function resume(
  path: string,
  options: ResumeOptions = {},
  begunAt = now(),
): Promise<FittedPredictor> {
  checkText('resume', path, 'the path of a run folder');
  const { resumeKinds } = await import('../options/option-kinds.js');
  checkOptions(options, resumeKinds);
  checkBegunAt(begunAt);
  const { workers = availableProcessors(), redis, signal, onProgress = () => {}, metric } = options;
  wholeNumber('workers', workers, 1);
  const customMetric = metric && checkedMetric(metric);
  const localWorkers = resolveLocalWorkers(options, workers);
  const around = { redis, localWorkers, lagFollows: false, signal, onProgress };
  const own = { workers, ...around, customMetric, out: path };
  const { timeLimit, trials: asked } = options;
  if (options.refit) checkRefitAlone(options);
  const run = await openRunFolder(path);
  try {
    if (options.refit) return await refitRun(run, own, begunAt);
    const { replay, open } = await reopenRecord(path, own, { timeLimit, trials: asked });
    const before = !open || existsSync(run.model) ? await readState(path) : undefined;
    if (open && !(before && isSpent(open.settings, replay.seconds))) {
      const startedAt = begunAt - replay.seconds * 1000;
      tellBegin(open.settings, replay.seconds);
      return await goOn(open, { run, before, startedAt });
    }
    const trials = howTheyEnded([...replay.trials.values()]);
    const state = before ?? (await readState(path));
    const { seconds, joins } = replay;
    return fitted(state, trials, workers, { run, seconds, searched: true, joins });
  } finally {
    run.close();
  }
}

/** Reads the data of an earlier run, and completes it. */
async function goOn(
  { settings: own, source, more, goOn: reopened }: OpenRun,
  place: Pick<FitPlace, 'before' | 'startedAt'> & { readonly run: RunFolder },
): Promise<FittedPredictor> {
  // Once a run was refitted, it stays so with more.
  const refit = own.refit || (place.before !== undefined && isRefitted(place.before));
  const { settings: asked, told } = keepTold({ ...own, refit });
  const { settings, machines } = await openMachines(asked);
  const budget = startBudget(searchBudget(settings), place.startedAt, settings.signal);
  try {
    // What the run has found is worth reading for, even where its time is over.
    const data = await readFitData(
      source,
      settings,
      settings.signal ?? new AbortController().signal,
    );
    if (data.isCut) throw stoppedReading();
    const record = await reopened(data);
    if (more) tellMore(settings, more);
    const earlier = await readBefore(place.run.path);
    return await complete(data, settings, { ...place, earlier, budget, told, machines, record });
  } finally {
    budget.close();
  }
}

/** What is chosen by more is chosen before it is trained on all rows. */
function checkRefitAlone({ timeLimit, trials }: ResumeOptions): void {
  if (timeLimit === undefined && trials === undefined) return;
  const more = timeLimit === undefined ? 'trials' : 'timeLimit';
  throw new AutofitError('BAD_OPTION', `\`refit: true\` does not go with \`${more}\`.`, {
    hint: 'Give the run more first, then refit what it has chosen.',
  });
}

/** Whether no time is left to go on. */
function isSpent(settings: Settings, seconds: number): boolean {
  const { timeLimit } = searchBudget(settings);
  return timeLimit !== undefined && seconds >= timeLimit;
}
