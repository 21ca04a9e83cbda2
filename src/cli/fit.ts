import { Command } from 'commander';
import type { FitOptions } from '../index.js';
import { PROCESS_START, timestamp } from '../util/clock.js';
import { plainText } from '../util/plain-text.js';
import { type AnswerFlags, addAnswerFlags } from './answer-flags.js';
import { addCalibrateFlag, calibrateOf } from './calibrate-flag.js';
import { addClassWeightsFlag, readClassWeights } from './class-weight-flag.js';
import { refuseCommand } from './command-meant.js';
import { COSTS_TOLD, readCosts } from './cost-flags.js';
import { createProgress } from './create-progress.js';
import { boxesOptions, isBoxesTask, printBoxesResult } from './fit-boxes.js';
import { FIT_EXAMPLES } from './fit-examples.js';
import { FIT_GROUPS, groupOptions } from './help-groups.js';
import { inFlags } from './in-flags.js';
import { addIntervalsFlag, type IntervalFlags } from './interval-flags.js';
import { addLagFlag, addMachineFlags, type MachineFlags } from './machine-flags.js';
import { METRIC_TOLD, metricGiven } from './metric-module.js';
import { addNumberFlags, type NumberFlags } from './number-flags.js';
import { lists, numberOption, pairs } from './option-values.js';
import { printResult } from './print-result.js';
import { addJudgingFlags, DATA_FORMS, type JudgingFlags } from './reading-flags.js';
import { redisAddress } from './redis-address.js';
import { reserveFolder } from './reserve-folder.js';
import { stopOnInterrupt } from './stop-on-interrupt.js';
import { tellFit } from './tell-fit.js';

interface FitFlags extends JudgingFlags, MachineFlags, AnswerFlags, IntervalFlags, NumberFlags {
  readonly label?: string;
  readonly timeLimit?: string;
  readonly trials?: number;
  readonly preset?: string;
  readonly models?: readonly string[];
  readonly excludeModels?: readonly string[];
  readonly metric?: string;
  readonly costs?: string;
  readonly task?: FitOptions['task'] | 'detection';
  readonly positive?: string;
  readonly test?: string;
  readonly honest?: boolean;
  readonly validation?: string;
  readonly force?: boolean;
  readonly weight?: string;
  readonly classWeights?: string;
  readonly calibrate?: string;
  readonly group?: string;
  readonly timeColumn?: string;
  readonly folds?: number;
  readonly holdout?: number;
  readonly type?: FitOptions['types'];
  readonly backbone?: string;
  readonly ignore?: readonly string[];
  readonly maxFeatures?: number;
  readonly refit?: boolean;
  readonly enqueue?: string;
  readonly seed?: number;
  readonly workers?: number;
  readonly memory?: string;
  readonly lag?: number;
  readonly kernels?: FitOptions['kernels'];
  readonly out?: string;
  readonly report?: boolean;
  readonly tidy?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

export function fitCommand(): Command {
  const command = new Command('fit')
    .description('fit a predictor to a table (the default command)')
    .argument('<train>', DATA_FORMS)
    .option(
      '-l, --label <column>',
      'the column to predict: its name, or its place from 1 (of a folder of pictures: their folders; boxes need none)',
    )
    .option('-t, --time-limit <duration>', 'for the whole command: 30s, 5m, 1h (default: 60s)')
    .option('--trials <n>', 'configurations to try; alone, no clock decides anything', numberOption)
    .option('-p, --preset <name>', 'see "autofit presets"; or a JSON file (default: balanced)')
    .option('--models <families>', 'model families, separated by commas', lists)
    .option('--exclude-models <families>', 'all families of the preset but these', lists)
    .option('--metric <name>', METRIC_TOLD)
    .option('--costs <file>', COSTS_TOLD)
    .option('--task <kind>', 'auto, binary, multiclass, regression, quantile or detection')
    .option('--positive <class>', 'the positive class of a binary task (default: the last)')
    .option('--test <file>', 'rows scored at the end and never used before')
    .option('--honest', 'set rows aside, to be scored once at the end')
    .option('--validation <file>', 'rows to judge by, instead of folds')
    .option('--force', 'read --test and --validation as in training, although they look otherwise')
    .option('--weight <column>', 'how much each row counts')
    .option('--group <column>', 'rows of one group stay in one fold')
    .option('--time-column <column>', 'validation rows are later than those trained on')
    .option('--folds <n>', 'folds of cross-validation; 1 is a holdout', numberOption)
    .option('--holdout <fraction>', 'the share of rows held out', numberOption)
    .option(
      '--type <column=kind>',
      'take a column for numeric, categorical, boolean, datetime, text, list, image or ignored; dates as when=datetime:dd/mm/yyyy, numbers by how 1234.5 is written: price=numeric:1.234,5',
      pairs,
    )
    .option(
      '--backbone <file>',
      'EfficientNet-Lite0 as safetensors: what it makes of pictures are features',
    )
    .option('--ignore <columns>', 'columns to leave out, separated by commas', lists)
    .option('--max-features <n>', 'columns of the design matrix at most', numberOption)
    .option('--refit', 'train the chosen models anew on all rows: smaller and faster')
    .option('--enqueue <file>', 'configurations to begin with, as JSON')
    .option('--seed <n>', 'seed of all random choices (default: 0)', numberOption)
    .option('-j, --workers <n>', 'worker threads (default: the processors available)', numberOption)
    .option('--kernels <kind>', 'auto, simd, reference or blas (default: auto)')
    .option('-o, --out <folder>', 'the run folder (default: autofit-runs/<data>-<time>)')
    .option('--json', 'print one JSON document on standard output')
    .option('-q, --quiet', 'no progress and notes')
    .option('-v, --verbose', 'tell of every trial; stack traces of errors')
    .action(runFit);
  addKeptFlags(command.hook('preAction', refuseCommand));
  addClassWeightsFlag(addLagFlag(addMachineFlags(addMemoryFlag(addJudgingFlags(command)))));
  addCalibrateFlag(addIntervalsFlag(addAnswerFlags(addNumberFlags(command))));
  return groupOptions(command, FIT_GROUPS).addHelpText('after', FIT_EXAMPLES);
}

/** Flags of what is left in the run's folder. */
function addKeptFlags(command: Command): Command {
  return command
    .option('--no-report', 'leave out the report: a page, Markdown and JSON in the run folder')
    .option(
      '--tidy',
      'keep no rows in the run folder, and make no report: explanations need data then',
    );
}

function addMemoryFlag(command: Command): Command {
  const told = 'memory to take at most: 800m, 4g (default: what there is)';
  return command.option('--memory <size>', told);
}

async function runFit(train: string, flags: FitFlags, command: Command): Promise<void> {
  const { type: types, json: _, quiet: __, verbose: ___, ...options } = flags;
  const progress = createProgress(flags);
  const stop = stopOnInterrupt(progress.say);
  const out = flags.out ?? reserveFolder(defaultRunFolder(train));
  try {
    const library = await import('../index.js');
    const { fit } = library;
    const said = inFlags(command);
    const onProgress = tellFit(progress, flags, { said, library });
    const around = { out, signal: stop.signal, onProgress };
    // The time limit is for the whole command.
    if (await isBoxesTask(train, flags)) {
      const { calibrate, ...others } = options;
      const told = { ...others, ...calibrateOf(calibrate), types };
      const asked = { ...boxesOptions(told), ...around };
      const detector = await fit(train, asked, PROCESS_START);
      progress.close();
      await printBoxesResult(detector, flags);
      return;
    }
    const { task: own, calibrate, ...others } = options;
    const task = own === 'detection' ? undefined : own;
    const redis = redisAddress(flags.redis);
    const costs = readCosts(flags.costs);
    const metric = await metricGiven(flags.metric);
    const classWeights = readClassWeights(flags.classWeights);
    const asked = {
      ...others,
      metric,
      redis,
      classWeights,
      costs,
      ...calibrateOf(calibrate),
      task,
      types,
      ...around,
    };
    const predictor = await fit(train, asked, PROCESS_START);
    progress.close();
    await printResult(predictor, flags, { said, stopped: stop.signal.aborted });
  } finally {
    progress.close();
    stop.close();
  }
}

function defaultRunFolder(train: string): string {
  const file = train === '-' ? 'stdin' : (train.split(/[\\/]/).filter(Boolean).at(-1) ?? train);
  const name = plainText(file.replace(/\.[^.]*$/, ''));
  return `autofit-runs/${name}-${timestamp()}`;
}
