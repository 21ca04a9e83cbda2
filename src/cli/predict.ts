import { once } from 'node:events';
import { createWriteStream, existsSync, realpathSync, statSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { Command } from 'commander';
import type { Predictions, PredictorInfo } from '../index.js';
import { checkFilePlace } from '../util/check-file-place.js';
import { csvLine } from '../util/csv-line.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { writeFileSafely } from '../util/write-file-safely.js';
import { checkNotInput } from './check-not-input.js';
import { exitOnInterrupt } from './exit-on-interrupt.js';
import { inFlags } from './in-flags.js';
import { numberOption } from './option-values.js';
import { printNotes } from './print-notes.js';
import { addPredictFlags, DATA_FORMS, type DataFlags, readingOf } from './reading-flags.js';
import { withProgress } from './with-progress.js';

const LINES_AT_ONCE = 4096;

interface PredictFlags extends DataFlags {
  readonly out?: string;
  readonly proba?: boolean;
  readonly workers?: number;
  readonly quiet?: boolean;
}

export function predictCommand(): Command {
  const command = new Command('predict')
    .description('predict the rows of a table, as CSV')
    .argument('<model>', 'model file or run folder')
    .argument('<data>', DATA_FORMS)
    .option('-o, --out <file>', 'write to a file instead of standard output')
    .option('--proba', 'also the probability of each class')
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
  if (flags.out !== undefined) {
    checkFilePlace(flags.out);
    await checkNotInput(flags.out, model, data);
  }
  const { loadPredictor } = await import('../index.js');
  const { notes, lines } = await withProgress(flags, async ({ onProgress, begin }) => {
    const predictor = await loadPredictor(model, { workers: flags.workers });
    if (flags.proba && predictor.info.classes.length === 0) throw noClasses();
    const predictions = await predictor.predictions(data, { ...readingOf(flags), onProgress });
    begin('writing');
    const lines = csvLines(predictor.info, predictions, flags.proba === true);
    if (flags.out !== undefined) await writeFile(flags.out, lines);
    return { notes: predictions.notes, lines };
  });
  if (!flags.quiet) printNotes(notes, said);
  if (flags.out === undefined) await write(process.stdout, lines);
}

function noClasses(): AutofitError {
  return new AutofitError('NO_CLASSES', 'A regression model has no class probabilities.', {
    hint: 'Leave --proba out.',
  });
}

function csvLines(
  { label, classes }: PredictorInfo,
  { values, matrix }: Predictions,
  withProba: boolean,
): string[] {
  if (!withProba) return [csvLine([label]), ...values.map((value) => csvLine([value]))];
  const header = csvLine([label, ...classes.map((name) => `proba_${name}`)]);
  const rows = values.map((value, row) => {
    const start = row * classes.length;
    const chances = matrix?.values.subarray(start, start + classes.length) ?? [];
    return csvLine([value, ...chances]);
  });
  return [header, ...rows];
}

/** Under another name first, so that there is the whole file or none; what is no file, such as a pipe, is written to at once. */
async function writeFile(path: string, lines: readonly string[]): Promise<void> {
  const exists = existsSync(path);
  if (!exists || statSync(path).isFile()) {
    const place = exists ? realpathSync(path) : path;
    return exitOnInterrupt(() => writeFileSafely(place, chunksOf(lines)));
  }
  const stream = createWriteStream(path);
  try {
    await once(stream, 'open');
    await write(stream, lines);
    stream.end();
    await once(stream, 'finish');
  } catch (thrown) {
    throw new AutofitError('CANNOT_WRITE', `${path} cannot be written: ${errorMessage(thrown)}.`, {
      hint: 'Check the folder and its permissions.',
    });
  }
}

async function write(stream: Writable, lines: readonly string[]): Promise<void> {
  for (const line of lines) if (!stream.write(line)) await once(stream, 'drain');
}

/** Many lines at once, as each piece is a call of the system. */
function* chunksOf(lines: readonly string[]): Iterable<string> {
  for (let start = 0; start < lines.length; start += LINES_AT_ONCE) {
    yield lines.slice(start, start + LINES_AT_ONCE).join('');
  }
}
