import { Command, Option } from 'commander';
import type { OutputForm } from '../index.js';
import { checkFilePlace } from '../util/check-file-place.js';
import { checkNotInput } from '../util/check-not-input.js';
import { AutofitError } from '../util/errors.js';
import { detectorAside } from './detector-aside.js';
import { inFlags } from './in-flags.js';
import { addModelFlags, choiceOf, type ModelFlags } from './model-flags.js';
import { lists, numberOption } from './option-values.js';
import { type BoxesReading, predictBoxes } from './predict-boxes.js';
import { printNotes } from './print-notes.js';
import { addPredictFlags, DATA_FORMS, type DataFlags, readingOf } from './reading-flags.js';
import { refuseBoxesFlags, refuseTableFlags } from './refuse-flags.js';
import { withProgress } from './with-progress.js';

interface PredictFlags extends DataFlags, ModelFlags, BoxesReading {
  readonly out?: string;
  readonly to?: OutputForm;
  readonly with?: readonly string[];
  readonly proba?: boolean;
  readonly explain?: boolean;
  readonly intervals?: number | false;
  readonly workers?: number;
  readonly quiet?: boolean;
}

export function predictCommand(): Command {
  const command = new Command('predict')
    .description(
      'predict the rows of a table, however large, as CSV, JSON Lines or Parquet; or find boxes on pictures',
    )
    .argument('<model>', 'model file or run folder')
    .argument(
      '<data>',
      `rows with the columns of training, the label is not needed: ${DATA_FORMS}; for a detector a picture, a folder of pictures, or boxes`,
    )
    .option(
      '-o, --out <file>',
      'write to a file instead of standard output; boxes as COCO in .json',
    )
    .addOption(
      new Option(
        '--to <form>',
        'how predictions are written (default: as --out ends, else csv)',
      ).choices(['csv', 'jsonl', 'parquet']),
    )
    .option('--with <columns>', 'columns of the data to copy, separated by commas', lists)
    .option('--proba', 'also the probability of each class')
    .option(
      '--intervals <share>',
      'the share of rows that intervals, or sets of classes, cover (default: that of fit, if it was told any)',
      numberOption,
    )
    .option('--no-intervals', 'leave them out')
    .option('--min-score <share>', 'the least score of boxes (default: its own)', numberOption)
    .option('--draw <folder>', 'also draw boxes into pictures there, as PNG')
    .option('--explain', 'also what each column adds: of 10,000 rows at most, and slow')
    .option(
      '-j, --workers <n>',
      'threads for large tables (default: the processors available)',
      numberOption,
    )
    .option('-q, --quiet', 'no progress and notes')
    .option('-v, --verbose', 'stack traces of errors')
    .action(runPredict);
  return addPredictFlags(addModelFlags(command));
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
    await checkNotInput(out, { model, data });
  } else if (flags.to === 'parquet' && process.stdout.isTTY) throw noTerminal();
  const { loadPredictor } = await import('../index.js');
  const notes = await withProgress(flags, async (told) => {
    const boxes: string[] = [];
    const load = () => loadPredictor(model, { workers: flags.workers });
    const predictor = await detectorAside(model, load, async (detector) => {
      refuseTableFlags(flags, ['images', 'minScore', 'draw', 'out']);
      boxes.push(...(await predictBoxes(detector, data, flags, told)));
    });
    if (predictor) refuseBoxesFlags(flags);
    const { to, with: copied, proba, explain, intervals } = flags;
    const options = { to, with: copied, proba, explain, intervals };
    const { onProgress } = told;
    const asked = { ...readingOf(flags), ...choiceOf(flags), ...options, onProgress };
    const predicted = await predictor?.predictFile(data, out ?? process.stdout, asked);
    return predicted?.notes ?? boxes;
  });
  if (!flags.quiet) printNotes(notes, said);
}

function noTerminal(): AutofitError {
  return new AutofitError('CANNOT_WRITE', 'Parquet is nothing to be read on a terminal.', {
    hint: 'Write it to a file with `out`.',
  });
}
