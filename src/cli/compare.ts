import { Command } from 'commander';
import type { CompareFacts } from '../index.js';
import { formatDuration } from '../util/duration.js';
import { formatNumber } from '../util/format-number.js';
import { plainText } from './plain-text.js';

interface CompareFlags {
  readonly out?: string;
  readonly json?: boolean;
}

export function compareCommand(): Command {
  return new Command('compare')
    .description('runs beside each other: scores, against the first on the same rows, and options')
    .argument('<runs...>', 'run folders, the first one that others are compared with')
    .option('-o, --out <file>', 'also a page')
    .option('--json', 'print one JSON document')
    .option('-v, --verbose', 'stack traces of errors')
    .action(runCompare);
}

async function runCompare(runs: readonly string[], flags: CompareFlags): Promise<void> {
  const { compare, describeMetric } = await import('../index.js');
  const facts = await compare(runs, { out: flags.out });
  console.log(flags.json ? JSON.stringify(facts, null, 2) : drawn(facts, describeMetric));
}

function drawn(
  { runs, metric, options }: CompareFacts,
  describe: (name: string) => string,
): string {
  const head = ['run', describe(metric), 'took', 'against the first (95 %)'];
  const rows = runs.map(({ name, score, seconds, against }) => [
    name,
    score === null ? '–' : formatNumber(score),
    seconds === null ? '–' : formatDuration(seconds),
    against ? gain(against) : '',
  ]);
  const differing = options.map(({ name, values }) => [
    name,
    ...values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))),
  ]);
  const names = ['asked otherwise', ...runs.map(({ name }) => name)];
  const parts = [aligned([head, ...rows])];
  if (differing.length > 0) parts.push(aligned([names, ...differing]));
  return parts.join('\n\n');
}

function gain({
  gain: mean,
  interval: [low, high],
}: NonNullable<CompareFacts['runs'][number]['against']>) {
  const verdict = low > 0 ? 'better' : high < 0 ? 'worse' : 'may be chance';
  return `${verdict} by ${formatNumber(mean)} (${formatNumber(low)} to ${formatNumber(high)})`;
}

/** Cells below each other; names and values are written plainly, and cut where they are long. */
function aligned(rows: readonly (readonly string[])[]): string {
  const cut = rows.map((row) => row.map((cell) => shortened(plainText(cell))));
  const widths = (cut[0] ?? []).map((_, place) =>
    Math.max(...cut.map((row) => row[place]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, place) => cell.padEnd(widths[place] ?? 0))
      .join('  ')
      .trimEnd();
  return cut.map(line).join('\n');
}

const MOST_LETTERS = 40;

function shortened(text: string): string {
  return text.length > MOST_LETTERS ? `…${text.slice(1 - MOST_LETTERS)}` : text;
}
