import { Command } from 'commander';
import { terminalWidth } from './terminal.js';

interface LeaderboardFlags {
  readonly all?: boolean;
  readonly json?: boolean;
}

export function leaderboardCommand(): Command {
  return new Command('leaderboard')
    .description('the models of a run; with data, the scores of those kept')
    .argument('<model>', 'model file or run folder')
    .argument('[data]', 'CSV file with the label')
    .option('--all', 'failed and stopped trials too, with their reason')
    .option('--json', 'print one JSON document')
    .option('-v, --verbose', 'stack traces of errors')
    .action(runLeaderboard);
}

async function runLeaderboard(
  model: string,
  data: string | undefined,
  flags: LeaderboardFlags,
): Promise<void> {
  const { leaderboardTable, loadPredictor } = await import('../index.js');
  const predictor = await loadPredictor(model);
  const rows = data === undefined ? predictor.leaderboard() : await predictor.leaderboardOn(data);
  if (flags.json) {
    console.log(JSON.stringify(rows, null, 2));
    return;
  }
  const styled = process.stdout.isTTY === true && !process.env.NO_COLOR;
  const all = flags.all === true;
  console.log(leaderboardTable(rows, { styled, all, width: terminalWidth() }));
}
