import { Command } from 'commander';
import { PROCESS_START } from '../util/clock.js';
import { AutofitError } from '../util/errors.js';
import { createProgress } from './create-progress.js';
import { printBoxesResult } from './fit-boxes.js';
import { inFlags } from './in-flags.js';
import { addMachineFlags, type MachineFlags } from './machine-flags.js';
import { resumedMetric } from './metric-module.js';
import { moreOption, numberOption } from './option-values.js';
import { printResult } from './print-result.js';
import { redisAddress } from './redis-address.js';
import { stopOnInterrupt } from './stop-on-interrupt.js';
import { tellFit } from './tell-fit.js';

interface ResumeFlags extends MachineFlags {
  readonly timeLimit?: string;
  readonly trials?: number | `+${number}`;
  readonly refit?: boolean;
  readonly workers?: number;
  readonly metric?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

export function resumeCommand(): Command {
  const command = new Command('resume')
    .description('go on with a run that was stopped or killed, or is given more')
    .argument('<run>', 'the run folder')
    .option('-t, --time-limit <duration>', 'in all: 1h; or more: +10m (default: what it has)')
    .option('--trials <n>', 'in all: 74; or more: +50 (default: what it has)', moreOption)
    .option('--refit', 'train the chosen models of a run that is over anew on all rows')
    .option('-j, --workers <n>', 'worker threads (default: the processors available)', numberOption)
    .option(
      '--metric <file>',
      'the module of the metric that it was begun with, where that is your own',
    )
    .option('--json', 'print one JSON document on standard output')
    .option('-q, --quiet', 'no progress and notes')
    .option('-v, --verbose', 'tell of every trial; stack traces of errors')
    .action(runResume);
  return addMachineFlags(command);
}

async function runResume(run: string, flags: ResumeFlags, command: Command): Promise<void> {
  const progress = createProgress(flags);
  const stop = stopOnInterrupt(progress.say);
  try {
    const library = await import('../index.js');
    const { resume, resumeDetector } = library;
    const said = inFlags(command);
    const { timeLimit, trials, workers, localWorkers, refit } = flags;
    const { signal } = stop;
    const onProgress = tellFit(progress, flags, { said, library });
    const options = { timeLimit, trials, workers, signal, onProgress };
    const metric = await resumedMetric(flags.metric);
    const ofTables = { refit, metric, redis: redisAddress(flags.redis), localWorkers };
    const predictor = await tableRun(() => resume(run, { ...options, ...ofTables }, PROCESS_START));
    if (!predictor) {
      refuseOfTables(flags);
      const detector = await resumeDetector(run, options, PROCESS_START);
      progress.close();
      await printBoxesResult(detector, flags);
      return;
    }
    progress.close();
    await printResult(predictor, flags, { said, stopped: stop.signal.aborted });
  } finally {
    progress.close();
    stop.close();
  }
}

/** Of flags alone: a Redis that the environment names is there for whoever can use it. */
function refuseOfTables(flags: ResumeFlags): void {
  const names = ['refit', 'metric', 'redis', 'localWorkers'] as const;
  const name = names.find((own) => flags[own] !== undefined);
  if (name === undefined) return;
  const message = `\`${name}\` is for tables, and this run finds boxes.`;
  throw new AutofitError('BAD_OPTION', message, { hint: 'Leave it out.' });
}

/** Undefined where the run is one that finds boxes. */
async function tableRun<T>(resume: () => Promise<T>): Promise<T | undefined> {
  try {
    return await resume();
  } catch (thrown) {
    if (thrown instanceof AutofitError && thrown.code === 'IS_DETECTION') return undefined;
    throw thrown;
  }
}
