import { Command, Option } from 'commander';
import type { OutputForm } from '../index.js';
import { checkFilePlace } from '../util/check-file-place.js';
import { AutofitError } from '../util/errors.js';
import { checkNotInput } from './check-not-input.js';
import { inFlags } from './in-flags.js';
import { lists, numberOption } from './option-values.js';
import { printNotes } from './print-notes.js';
import { addPredictFlags, DATA_FORMS, type DataFlags, readingOf } from './reading-flags.js';
import { withProgress } from './with-progress.js';

interface PredictFlags extends DataFlags {
  readonly out?: string;
  readonly to?: OutputForm;
  readonly with?: readonly string[];
  readonly proba?: boolean;
  readonly explain?: boolean;
  readonly workers?: number;
  readonly quiet?: boolean;
}

export function predictCommand(): Command {
  const command = new Command('predict')
    .description('predict the rows of a table, however large, as CSV, JSON Lines or Parquet')
    .argument('<model>', 'model file or run folder')
    .argument('<data>', DATA_FORMS)
    .option('-o, --out <file>', 'write to a file instead of standard output')
    .addOption(
      new Option(
        '--to <form>',
        'how predictions are written (default: as --out ends, else csv)',
      ).choices(['csv', 'jsonl', 'parquet']),
    )
    .option('--with <columns>', 'columns of the data to copy, separated by commas', lists)
    .option('--proba', 'also the probability of each class')
    .option('--explain', 'also what each column adds: of 10,000 rows at most, and slow')
    .option(
      '-j, --workers <n>',
      'threads for large tables (default: the processors available)',
      numberOption,
    )
    .option('-q, --quiet', 'no progress and notes')
    .option('-v, --verbose', 'stack traces of errors')
    .action(runPredict);
  return addPredictFlags(command);
}

async function runPredict(
  model: string,
  data: string,
  flags: PredictFlags,
  command: Command,
): Promise<void> {
  const said = inFlags(command);
  const { out } = flags;
  if (out !== undefined) {
    checkFilePlace(out);
    await checkNotInput(out, model, data);
  } else if (flags.to === 'parquet' && process.stdout.isTTY) throw noTerminal();
  const { loadPredictor } = await import('../index.js');
  const { notes } = await withProgress(flags, async ({ onProgress }) => {
    const predictor = await loadPredictor(model, { workers: flags.workers });
    return predictor.predictFile(data, out ?? process.stdout, {
      ...readingOf(flags),
      to: flags.to,
      with: flags.with,
      proba: flags.proba,
      explain: flags.explain,
      onProgress,
    });
  });
  if (!flags.quiet) printNotes(notes, said);
}

function noTerminal(): AutofitError {
  return new AutofitError('CANNOT_WRITE', 'Parquet is nothing to be read on a terminal.', {
    hint: 'Write it to a file with `out`.',
  });
}
