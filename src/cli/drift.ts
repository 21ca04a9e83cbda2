import { Command } from 'commander';
import { driftText } from './drift-text.js';
import { inFlags } from './in-flags.js';
import { lists, numberOption } from './option-values.js';
import { printNotes } from './print-notes.js';
import { addPredictFlags, DATA_FORMS, type DataFlags, readingOf } from './reading-flags.js';
import { terminalWidth } from './terminal.js';
import { withProgress } from './with-progress.js';

interface DriftFlags extends DataFlags {
  readonly threshold?: number;
  readonly ignore?: readonly string[];
  readonly json?: boolean;
  readonly workers?: number;
  readonly quiet?: boolean;
}

/** What says to scripts that something was found. */
const FOUND = 3;

export function driftCommand(): Command {
  const command = new Command('drift')
    .description(
      'whether new rows are still like those of training: columns, predictions, and scores where there are labels; exit code 3 where not',
    )
    .argument('<model>', 'model file or run folder')
    .argument('<data>', `new rows, with or without the label: ${DATA_FORMS}`)
    .option(
      '-t, --threshold <psi>',
      'stability index from which a column has drifted (default: 0.2)',
      numberOption,
    )
    .option('--ignore <columns>', 'columns that may move, separated by commas', lists)
    .option('--json', 'print one JSON document')
    .option(
      '-j, --workers <n>',
      'threads for large tables (default: the processors available)',
      numberOption,
    )
    .option('-q, --quiet', 'no progress and notes')
    .option('-v, --verbose', 'stack traces of errors')
    .action(runDrift);
  return addPredictFlags(command);
}

async function runDrift(
  model: string,
  data: string,
  flags: DriftFlags,
  command: Command,
): Promise<void> {
  const said = inFlags(command);
  const { describeDrift, describeMetric, loadPredictor } = await import('../index.js');
  const drift = await withProgress(flags, async ({ onProgress }) => {
    const predictor = await loadPredictor(model, { workers: flags.workers });
    const { threshold, ignore } = flags;
    return predictor.drift(data, {
      ...readingOf(flags),
      threshold,
      ignore,
      onProgress,
    });
  });
  if (!flags.quiet) printNotes(drift.notes, said);
  console.log(
    flags.json
      ? JSON.stringify(drift, null, 2)
      : driftText(drift, { describeDrift, describeMetric }, terminalWidth()),
  );
  if (drift.found) process.exitCode = FOUND;
}
