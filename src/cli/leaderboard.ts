import { Command } from 'commander';
import type { DetailedRow, FilePredictor, LeaderboardRow } from '../index.js';
import { chosenText } from '../util/chosen-text.js';
import { AutofitError } from '../util/errors.js';
import { refuseReading } from '../util/refuse-reading.js';
import { detailsText } from './details-text.js';
import { detectorAside } from './detector-aside.js';
import { inFlags, rowsInFlags } from './in-flags.js';
import { metricsGiven } from './metric-module.js';
import { lists } from './option-values.js';
import { printNotes } from './print-notes.js';
import { addPredictFlags, type DataFlags, readingOf } from './reading-flags.js';
import { refuseTableFlags } from './refuse-flags.js';
import { terminalWidth } from './terminal.js';

interface LeaderboardFlags extends DataFlags {
  readonly metric?: readonly string[];
  readonly pareto?: boolean;
  readonly all?: boolean;
  readonly details?: boolean;
  readonly json?: boolean;
}

export function leaderboardCommand(): Command {
  const command = new Command('leaderboard')
    .description('the models of a run; with data, the scores of those kept')
    .argument('<model>', 'model file or run folder')
    .argument('[data]', 'a table with the label')
    .option('-m, --metric <name>', 'a further metric on the data (repeatable)', lists)
    .option('--pareto', 'only models that none beats both in score and in time to predict')
    .option('--all', 'failed and stopped trials too, with their reason')
    .option('--details', 'hyper-parameters too, and how training went where a run tells')
    .option('--json', 'print one JSON document')
    .option('-v, --verbose', 'stack traces of errors')
    .action(runLeaderboard);
  return addPredictFlags(command);
}

async function runLeaderboard(
  model: string,
  data: string | undefined,
  flags: LeaderboardFlags,
  command: Command,
): Promise<void> {
  const { detectorTable, leaderboardTable, loadPredictor, paretoFront } = await import(
    '../index.js'
  );
  if (flags.metric && data === undefined) {
    throw new AutofitError('BAD_OPTION', '--metric needs data to score on.', {
      hint: 'Name a file with the label: autofit leaderboard <model> test.csv --metric accuracy.',
    });
  }
  const predictor = await detectorAside(
    model,
    () => loadPredictor(model),
    async (detector) => {
      if (data !== undefined || flags.images !== undefined) throw noData();
      refuseTableFlags(flags, ['json']);
      const rows = detector.leaderboard();
      console.log(flags.json ? JSON.stringify(rows, null, 2) : detectorTable(rows));
    },
  );
  if (!predictor) return;
  if (data === undefined) refuseReading(flags);
  const said = inFlags(command);
  const notes: string[] = [];
  const scored =
    data === undefined
      ? predictor.leaderboard()
      : await predictor.leaderboardOn(data, await metricsGiven(flags.metric), {
          ...readingOf(flags),
          onNote: (note) => notes.push(note),
        });
  printNotes(notes, said);
  const ranked = flags.pareto ? paretoFront(scored, predictor.info.metric) : scored;
  const rows = rowsInFlags(ranked, said);
  const details = flags.details ? await detailsOf(predictor, rows) : undefined;
  if (flags.json) {
    console.log(JSON.stringify(details ?? rows, null, 2));
    return;
  }
  const styled = process.stdout.isTTY === true && !process.env.NO_COLOR;
  const all = flags.all === true;
  console.log(leaderboardTable(rows, { styled, all, width: terminalWidth() }));
  if (details) console.log(`\n${detailsText(details)}`);
  const trained = chosenText(predictor.info);
  if (trained !== undefined) console.log(`\nUsed ${trained}.`);
}

/** The rows that are shown, each with its details. */
async function detailsOf(
  predictor: FilePredictor,
  rows: readonly LeaderboardRow[],
): Promise<readonly DetailedRow[]> {
  const known = new Map((await predictor.leaderboardDetails()).map((row) => [row.name, row]));
  return rows.map((row) => ({ ...known.get(row.name), ...row }));
}

function noData(): AutofitError {
  return new AutofitError('BAD_OPTION', 'The leaderboard of a detector is not scored on data.', {
    hint: 'Score the detector on pictures with boxes: `evaluate`.',
  });
}
