import { Command } from 'commander';
import type { Importance } from '../index.js';
import { coefficientsTable } from './coefficients-table.js';
import { terminalWidth } from './terminal.js';

interface ImportanceFlags {
  readonly json?: boolean;
}

/** Columns that are shown; --json has all. */
const SHOWN = 30;
/** Bars need not be longer, where lines are endless. */
const MOST_WIDTH = 80;

export function importanceCommand(): Command {
  return new Command('importance')
    .description(
      'how much each column tells, as far as the models say so; coefficients of a linear one',
    )
    .argument('<model>', 'model file or run folder')
    .option('--json', 'print one JSON document')
    .option('-v, --verbose', 'stack traces of errors')
    .action(runImportance);
}

async function runImportance(model: string, flags: ImportanceFlags): Promise<void> {
  const { loadPredictor } = await import('../index.js');
  const predictor = await loadPredictor(model);
  const importance = predictor.importance();
  const coefficients = predictor.info.linear ? predictor.coefficients() : undefined;
  if (flags.json) {
    console.log(JSON.stringify({ ...importance, ...(coefficients && { coefficients }) }, null, 2));
    return;
  }
  const isSilent = importance.columns.length === 0;
  if (!isSilent || !coefficients) {
    console.log(drawn(importance, Math.min(MOST_WIDTH, terminalWidth())));
  }
  if (!isSilent && coefficients) console.log('');
  if (coefficients) console.log(coefficientsTable(coefficients, terminalWidth()));
}

function drawn({ columns, members, weight }: Importance, width: number): string {
  if (columns.length === 0) {
    return 'No member of this predictor says how much columns tell: trees and elastic nets would.';
  }
  const shown = columns.slice(0, SHOWN);
  const longest = Math.max(...shown.map(({ column }) => column.length));
  const names = Math.min(longest, Math.max(10, Math.floor(width / 2)));
  const room = Math.max(5, width - names - 11);
  const most = shown[0]?.share || 1;
  const lines = shown.map(({ column, share }) => {
    const name = column.length > names ? `${column.slice(0, names - 1)}…` : column.padEnd(names);
    const bar = '█'.repeat(Math.round((room * share) / most));
    return `${name}  ${(100 * share).toFixed(1).padStart(5)} %  ${bar}`.trimEnd();
  });
  const rest = columns.length - shown.length;
  if (rest > 0) lines.push(`and ${rest} columns more, with --json`);
  const said = `Said by ${members.join(', ')}: ${Math.round(100 * weight)} % of the predictor.`;
  return [...lines, '', said].join('\n');
}
