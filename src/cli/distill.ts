import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import type { DistillSummary } from '../index.js';
import { formatNumber } from '../util/format-number.js';
import { plainText } from '../util/plain-text.js';
import { formatShortTime } from '../util/short-time.js';
import { inFlags } from './in-flags.js';
import { numberOption } from './option-values.js';
import { printNotes } from './print-notes.js';
import { addPredictFlags, DATA_FORMS, type DataFlags, readingOf } from './reading-flags.js';
import { shellQuoted } from './shell-quoted.js';
import { withProgress } from './with-progress.js';

interface DistillFlags extends DataFlags {
  readonly out?: string;
  readonly madeUp?: number;
  readonly seed?: number;
  readonly workers?: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

export function distillCommand(): Command {
  const command = new Command('distill')
    .description('teach one small, fast model to answer as an ensemble does')
    .argument('<model>', 'run folder or model file')
    .argument('[data]', `rows with labels to teach by: ${DATA_FORMS} (default: those of the run)`)
    .option(
      '-o, --out <file>',
      'the model file (default: distilled.safetensors in the run, or <model>-distilled.safetensors)',
    )
    .option('--made-up <n>', 'rows that are made up for the ensemble to answer', numberOption)
    .option('--seed <n>', 'seed of all random choices (default: that of the model)', numberOption)
    .option('-j, --workers <n>', 'worker threads (default: the processors available)', numberOption)
    .option('--json', 'print one JSON document')
    .option('-q, --quiet', 'no progress and notes')
    .option('-v, --verbose', 'stack traces of errors')
    .action(runDistill);
  return addPredictFlags(command);
}

async function runDistill(
  model: string,
  data: string | undefined,
  flags: DistillFlags,
  command: Command,
): Promise<void> {
  const { json, quiet, out = besideModel(model), madeUp, seed, workers } = flags;
  const notes: string[] = [];
  const { distill } = await import('../index.js');
  const { summary } = await withProgress(flags, (told) =>
    distill(model, {
      ...readingOf(flags),
      data,
      out,
      madeUp,
      seed,
      workers,
      onProgress: (event) => {
        if (event.kind === 'note') notes.push(event.message);
        else if (event.kind === 'stage') told.begin(event.stage);
        else told.onProgress(event);
      },
    }),
  );
  if (!quiet) printNotes(notes, inFlags(command));
  if (json) console.log(JSON.stringify(summary, null, 2));
  else await printSummary(summary, out);
}

function besideModel(model: string): string {
  const isFolder = existsSync(model) && statSync(model).isDirectory();
  const name = 'distilled.safetensors';
  return isFolder ? join(model, name) : model.replace(/(\.safetensors)?$/, `-${name}`);
}

async function printSummary(summary: DistillSummary, out: string): Promise<void> {
  const { describeMetric } = await import('../index.js');
  const name = describeMetric(summary.metric.name);
  const { scoreValidation, scoreEnsemble, scoreLabels, scoreTest, kept, student } = summary;
  const rows = (count: number) => count.toLocaleString('en-US');
  console.log(`${student}, taught by ${taughtBy(summary)}`);
  const line = (what: string, ...scores: readonly (number | null | undefined)[]) => {
    const [own, ensemble, labels] = scores.map((score) => formatNumber(score ?? Number.NaN));
    const beside = scores[1] == null ? '' : `, ensemble ${ensemble}`;
    const alone = scores[2] == null ? '' : `, small model by labels ${labels}`;
    console.log(`${name} ${own}${beside}${alone} on ${what}`);
  };
  line(`${rows(summary.setAside)} rows set aside`, scoreValidation, scoreEnsemble, scoreLabels);
  if (scoreTest !== undefined) {
    line('test rows', scoreTest, summary.scoreTestEnsemble, summary.scoreTestLabels);
  }
  if (kept !== null && !summary.byLabels) {
    console.log(`It keeps ${Math.round(100 * kept)} % of what the ensemble gains.`);
  }
  if (!summary.honest) {
    console.log('The ensemble was fitted to the rows set aside: scores on them may be too good.');
  }
  const [own, whole] = [summary.msPerRow, summary.msPerRowEnsemble].map(formatShortTime);
  const times = Math.round(summary.msPerRowEnsemble / summary.msPerRow);
  console.log(`It answers a row in ${own}, the ensemble in ${whole}: ${times} times as fast.`);
  console.log(`Saved to ${plainText(out)}`);
  console.log(`Predict with: autofit predict ${shellQuoted(out)} <data>`);
}

function taughtBy({ byLabels, rows, madeUp }: DistillSummary): string {
  const count = rows.toLocaleString('en-US');
  if (byLabels)
    return `the labels of ${count} rows: what the ensemble answers taught nothing better`;
  return `the ensemble's answers to ${count} rows and ${madeUp.toLocaleString('en-US')} made-up ones`;
}
