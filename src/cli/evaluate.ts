import { Command } from 'commander';
import { countOf } from '../util/count-of.js';
import { formatNumber } from '../util/format-number.js';
import { plainText } from '../util/plain-text.js';
import { detectorAside } from './detector-aside.js';
import { evaluateBoxes } from './evaluate-boxes.js';
import { inFlags } from './in-flags.js';
import { coveredText } from './intervals-text.js';
import { directionsOf, metricsGiven } from './metric-module.js';
import { addModelFlags, choiceOf, type ModelFlags } from './model-flags.js';
import { list, numberOption } from './option-values.js';
import { printNotes } from './print-notes.js';
import { quantilesText } from './quantiles-text.js';
import { addPredictFlags, DATA_FORMS, type DataFlags, readingOf } from './reading-flags.js';
import { refuseBoxesFlags, refuseTableFlags } from './refuse-flags.js';
import { withProgress } from './with-progress.js';

interface EvaluateFlags extends DataFlags, ModelFlags {
  readonly metric?: readonly string[];
  readonly json?: boolean;
  readonly workers?: number;
  readonly skipBadRows?: boolean;
  readonly quiet?: boolean;
}

export function evaluateCommand(): Command {
  const command = new Command('evaluate')
    .description('score a model on labelled rows')
    .argument('<model>', 'model file or run folder')
    .argument('<data>', `a table with the label: ${DATA_FORMS}; for a detector data with boxes`)
    .option(
      '--metric <names...>',
      'metrics, separated by commas or spaces, or all (default: the common ones)',
    )
    .option(
      '--skip-bad-rows',
      'set pictures aside that cannot be used, of a model that finds boxes',
    )
    .option('--json', 'print one JSON document')
    .option(
      '-j, --workers <n>',
      'threads for large tables (default: the processors available)',
      numberOption,
    )
    .option('-q, --quiet', 'no progress and notes')
    .option('-v, --verbose', 'stack traces of errors')
    .action(runEvaluate);
  return addPredictFlags(addModelFlags(command));
}

async function runEvaluate(
  model: string,
  data: string,
  flags: EvaluateFlags,
  command: Command,
): Promise<void> {
  const said = inFlags(command);
  const { describeMetric, loadPredictor } = await import('../index.js');
  const asked = await metricsGiven(flags.metric?.flatMap(list));
  let boxes: Awaited<ReturnType<typeof evaluateBoxes>> | undefined;
  const evaluated = await withProgress(flags, async (told) => {
    const load = () => loadPredictor(model, { workers: flags.workers });
    const predictor = await detectorAside(model, load, async (detector) => {
      refuseTableFlags(flags, ['images', 'skip-bad-rows', 'json']);
      boxes = await evaluateBoxes(detector, data, flags, told);
    });
    if (predictor) refuseBoxesFlags(flags);
    const { onProgress } = told;
    const options = { ...readingOf(flags), ...choiceOf(flags), onProgress };
    return predictor?.evaluate(data, asked, options);
  });
  if (!flags.quiet) printNotes((evaluated ?? boxes)?.notes ?? [], said);
  if (boxes) console.log(boxes.text);
  if (!evaluated) return;
  const { rows, metrics, positive, weighted, covered, quantiles } = evaluated;
  if (flags.json) {
    const told = {
      rows,
      ...(weighted && { weighted }),
      metrics,
      ...(positive !== undefined && { positive }),
      ...(covered && { covered }),
      ...(quantiles && { quantiles }),
    };
    console.log(JSON.stringify(told, null, 2));
    return;
  }
  const entries = Object.entries(metrics).map(
    ([name, score]) =>
      [plainText(describeMetric(name, directionsOf(asked).get(name), positive)), score] as const,
  );
  const width = Math.max(...entries.map(([name]) => name.length));
  console.log(`${countOf(rows, 'row')}${weighted ? ', weighted' : ''}`);
  for (const [name, score] of entries) console.log(`${name.padEnd(width)}  ${formatNumber(score)}`);
  if (covered) console.log(`${coveredText(covered)} of rows`);
  if (quantiles) console.log(quantilesText(quantiles));
}
