import { Command } from 'commander';
import { plainText } from '../util/plain-text.js';
import { reasonsText, runsText } from './runs-text.js';
import { terminalWidth } from './terminal.js';

export function runsCommand(): Command {
  return new Command('runs')
    .description(
      'earlier runs: what they were about, how good they are, how long they took with their reports, and which can go on',
    )
    .argument('[folder]', 'a folder that holds runs (default: autofit-runs)')
    .option('--json', 'print one JSON document')
    .option('-v, --verbose', 'stack traces of errors')
    .action(listThem);
}

async function listThem(
  folder: string | undefined,
  { json }: { readonly json?: boolean },
): Promise<void> {
  const { listRuns } = await import('../index.js');
  const runs = await listRuns(folder);
  if (json) {
    console.log(JSON.stringify(runs, null, 2));
    return;
  }
  if (runs.length === 0) {
    console.log(`There are no runs in ${plainText(folder ?? 'autofit-runs')}.`);
    return;
  }
  const width = terminalWidth();
  console.log(runsText(runs, width));
  const reasons = reasonsText(runs, width);
  if (reasons !== '') console.log(`\n${reasons}`);
}
