import { Command } from 'commander';
import type { ColumnKind, FitOptions, FitSummary, FittedPredictor } from '../index.js';
import { timestamp } from '../util/clock.js';
import { formatDuration } from '../util/duration.js';
import { formatNumber } from '../util/format-number.js';
import { collect, list, numberOption, parseTypes } from './option-values.js';
import { createProgress } from './progress.js';
import { terminalWidth } from './terminal.js';

interface FitFlags {
  readonly label: string;
  readonly timeLimit?: string;
  readonly trials?: number;
  readonly preset?: string;
  readonly models?: readonly string[];
  readonly metric?: string;
  readonly task?: FitOptions['task'];
  readonly positive?: string;
  readonly test?: string;
  readonly validation?: string;
  readonly weight?: string;
  readonly group?: string;
  readonly timeColumn?: string;
  readonly folds?: number;
  readonly holdout?: number;
  readonly type?: readonly string[];
  readonly ignore?: readonly string[];
  readonly header: boolean;
  readonly skipBadRows?: boolean;
  readonly maxFeatures?: number;
  readonly seed?: number;
  readonly workers?: number;
  readonly kernels?: FitOptions['kernels'];
  readonly out?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

export function fitCommand(): Command {
  return new Command('fit')
    .description('fit a predictor to a table (the default command)')
    .argument('<train>', 'CSV, JSON Lines or Parquet, also .gz; "-" is standard input')
    .requiredOption('-l, --label <column>', 'the column to predict: its name, or its place from 1')
    .option('-t, --time-limit <duration>', 'for the whole command: 30s, 5m, 1h (default: 60s)')
    .option('--trials <n>', 'configurations to try; alone, no clock decides anything', numberOption)
    .option('-p, --preset <name>', 'see "autofit presets"; or a JSON file (default: balanced)')
    .option('--models <families>', 'model families, separated by commas', list)
    .option('--metric <name>', 'what decides (default: log_loss or rmse)')
    .option('--task <kind>', 'auto, binary, multiclass or regression')
    .option('--positive <class>', 'the positive class of a binary task (default: the last)')
    .option('--test <file>', 'rows scored at the end and never used before')
    .option('--validation <file>', 'rows to judge by, instead of folds')
    .option('--weight <column>', 'how much each row counts')
    .option('--group <column>', 'rows of one group stay in one fold')
    .option('--time-column <column>', 'validation rows are later than those trained on')
    .option('--folds <n>', 'folds of cross-validation; 1 is a holdout', numberOption)
    .option('--holdout <fraction>', 'the share of rows held out', numberOption)
    .option(
      '--type <column=kind>',
      'take a column for numeric, categorical, boolean, datetime, text or ignored',
      collect,
    )
    .option('--ignore <columns>', 'columns to leave out, separated by commas', list)
    .option('--no-header', 'the first line is data: columns are named c1, c2, …')
    .option('--skip-bad-rows', 'set rows of a wrong length aside, into bad-rows.csv of the run')
    .option('--max-features <n>', 'columns of the design matrix at most', numberOption)
    .option('--seed <n>', 'seed of all random choices (default: 0)', numberOption)
    .option('-j, --workers <n>', 'worker threads (default: the processors available)', numberOption)
    .option('--kernels <kind>', 'auto, simd, reference or blas (default: auto)')
    .option('-o, --out <folder>', 'the run folder (default: autofit-runs/<data>-<time>)')
    .option('--json', 'print one JSON document on standard output')
    .option('-q, --quiet', 'no progress and notes')
    .option('-v, --verbose', 'tell of every trial; stack traces of errors')
    .action(runFit);
}

async function runFit(train: string, flags: FitFlags): Promise<void> {
  const { fit } = await import('../index.js');
  const stop = stopOnInterrupt();
  const progress = await createProgress(flags);
  const out = flags.out ?? defaultRunFolder(train);
  try {
    const predictor = await fit(train, {
      ...flags,
      types: parseTypes(flags.type ?? []) as Record<string, ColumnKind>,
      out,
      signal: stop.signal,
      onProgress: progress.tell,
    });
    progress.close();
    await printResult(predictor, flags);
  } finally {
    progress.close();
    stop.close();
  }
}

/** The first Ctrl-C ends the search and keeps what is finished; the second ends the process. */
function stopOnInterrupt(): { readonly signal: AbortSignal; close(): void } {
  const controller = new AbortController();
  const onInterrupt = () => {
    if (controller.signal.aborted) process.exit(130);
    process.stderr.write('\nstopping: what is finished is kept (Ctrl-C again ends at once)\n');
    controller.abort();
  };
  process.on('SIGINT', onInterrupt);
  return { signal: controller.signal, close: () => process.off('SIGINT', onInterrupt) };
}

function defaultRunFolder(train: string): string {
  const file = train === '-' ? 'stdin' : (train.split(/[\\/]/).at(-1) ?? train);
  return `autofit-runs/${file.replace(/\.[^.]*$/, '')}-${timestamp()}`;
}

async function printResult(predictor: FittedPredictor, flags: FitFlags): Promise<void> {
  const { summary } = predictor;
  if (flags.json) console.log(JSON.stringify(jsonOf(summary), null, 2));
  else await printLeaderboard(summary);
  if (summary.failure !== undefined) {
    console.error(
      `error: every model failed, so the baseline is saved. The first reason: ${summary.failure}`,
    );
    process.exitCode = 1;
  } else if (summary.baselineOnly) {
    console.error(
      'warning: no model was finished, so the constant baseline is saved; give more time',
    );
  }
}

function jsonOf({ failure, baselineOnly, ...rest }: FitSummary): object {
  return failure === undefined ? rest : { ...rest, failure };
}

async function printLeaderboard(summary: FitSummary): Promise<void> {
  const { leaderboardTable, describeMetric } = await import('../index.js');
  const { leaderboard, best, metric, scoreTest } = summary;
  const styled = process.stdout.isTTY === true && !process.env.NO_COLOR;
  console.log(leaderboardTable(leaderboard, { styled, most: 10, width: terminalWidth() }));
  const name = describeMetric(metric.name);
  console.log(
    `\n${best.name}: ${name} ${formatNumber(best.scoreValidation ?? Number.NaN)} on validation rows`,
  );
  if (scoreTest === undefined) {
    console.log(
      'Epochs and ensemble weights were chosen on those rows; --test scores untouched ones.',
    );
  } else {
    console.log(
      `${' '.repeat(best.name.length)}  ${name} ${formatNumber(scoreTest)} on test rows, used for nothing else`,
    );
  }
  console.log(`Saved in ${formatDuration(summary.seconds)} to ${summary.model}`);
  console.log(`Predict with: autofit predict ${summary.run} <data>`);
}
