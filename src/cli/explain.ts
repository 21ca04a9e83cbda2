import { Command, Option } from 'commander';
import type { ExplainOptions, Importance } from '../index.js';
import { barLines } from './bar-lines.js';
import { coefficientsTable } from './coefficients-table.js';
import { explanationText } from './explanation-text.js';
import { inFlags } from './in-flags.js';
import { collect, list, numberOption } from './option-values.js';
import { printNotes } from './print-notes.js';
import { addPredictFlags, DATA_FORMS, type DataFlags, readingOf } from './reading-flags.js';
import { terminalWidth } from './terminal.js';
import { withProgress } from './with-progress.js';

interface ExplainFlags extends DataFlags {
  readonly row?: readonly number[];
  readonly column?: readonly string[];
  readonly together?: readonly string[];
  readonly metric?: readonly string[];
  readonly repeats?: number;
  readonly scale?: ExplainOptions['scale'];
  readonly background?: string;
  readonly seed?: number;
  readonly json?: boolean;
  readonly workers?: number;
  readonly quiet?: boolean;
}

export function explainCommand(): Command {
  const command = new Command('explain')
    .alias('importance')
    .description(
      'how much each column matters; why rows are answered as they are; how answers follow a column',
    )
    .argument('<model>', 'model file or run folder')
    .argument('[data]', `rows that were not fitted to (default: those the run kept): ${DATA_FORMS}`)
    .option('-r, --row <n>', 'explain the answer to a row, counted from 1 (repeatable)', rowOption)
    .option(
      '-c, --column <name>',
      'draw the curve of a column; of two how they work together',
      collect,
    )
    .option('--together <columns>', 'columns that are one thing, separated by commas', collect)
    .option('-m, --metric <name>', 'what importance is judged by (repeatable)', collect)
    .option('--repeats <n>', 'times that each column is shuffled (default: 5)', numberOption)
    .addOption(
      new Option('--scale <scale>', 'what classes are explained by').choices([
        'log-odds',
        'probability',
      ]),
    )
    .option(
      '--background <data>',
      'rows that answers are compared with (default: those the run kept)',
    )
    .option('--seed <n>', 'seed of what is drawn (default: that of the fit)', numberOption)
    .option('--json', 'print one JSON document')
    .option(
      '-j, --workers <n>',
      'threads for large tables (default: the processors available)',
      numberOption,
    )
    .option('-q, --quiet', 'no notes and no progress')
    .option('-v, --verbose', 'stack traces of errors')
    .action(runExplain);
  return addPredictFlags(command);
}

function rowOption(text: string, earlier: readonly number[] = []): readonly number[] {
  return [...earlier, numberOption(text)];
}

async function runExplain(
  model: string,
  data: string | undefined,
  flags: ExplainFlags,
  command: Command,
): Promise<void> {
  const said = inFlags(command);
  const { describeMetric, loadPredictor } = await import('../index.js');
  const { predictor, explanation } = await withProgress(flags, async ({ onProgress }) => {
    const loaded = await loadPredictor(model, { workers: flags.workers });
    const options = { ...optionsOf(flags), onProgress };
    return { predictor: loaded, explanation: await loaded.explain(data, options) };
  });
  const isGlobal = !flags.row && !flags.column;
  const coefficients = isGlobal && predictor.info.linear ? predictor.coefficients() : undefined;
  if (!flags.quiet) printNotes(explanation.notes, said);
  if (flags.json) {
    console.log(JSON.stringify({ ...explanation, ...(coefficients && { coefficients }) }, null, 2));
    return;
  }
  const width = terminalWidth();
  const parts = [
    explanationText(explanation, describeMetric, width),
    explanation.shares && !(coefficients && explanation.shares.columns.length === 0)
      ? sharesText(explanation.shares, width)
      : '',
    coefficients ? coefficientsTable(coefficients, width) : '',
  ].filter((part) => part !== '');
  if (parts.length > 0) console.log(parts.join('\n\n'));
}

function optionsOf(flags: ExplainFlags): ExplainOptions<string> {
  const { row, column, together, metric, repeats, scale, background, seed } = flags;
  return {
    ...readingOf(flags),
    rows: row,
    columns: column,
    together: together?.map(list),
    metrics: metric?.flatMap(list),
    repeats,
    scale,
    background,
    seed,
  };
}

/** What the models say of themselves. */
function sharesText({ columns, members, weight }: Importance, width: number): string {
  if (columns.length === 0) {
    return 'No member of this predictor says how much columns tell: trees and elastic nets would.';
  }
  const lines = columns.map(({ column, share }) => ({
    name: column,
    cells: [`${(100 * share).toFixed(1)} %`],
    size: share,
  }));
  const told = `Said by ${members.join(', ')}: ${Math.round(100 * weight)} % of the predictor.`;
  return [...barLines(lines, width), '', told].join('\n');
}
