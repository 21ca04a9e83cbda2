import { Command } from 'commander';
import type { CompareFacts } from '../index.js';
import { formatDuration } from '../util/duration.js';
import { formatNumber } from '../util/format-number.js';
import { optionText } from '../util/option-text.js';
import { plainText } from '../util/plain-text.js';
import { shortened } from '../util/shortened.js';
import { aligned } from './aligned.js';

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
  { runs, metric, insteadOf, options }: CompareFacts,
  describe: (name: string) => string,
): string {
  const head = ['run', 'predictor', 'rows', describe(metric), 'took', 'against the first (95 %)'];
  const rows = runs.map(({ name, predictor, rows, score, seconds, against }) => [
    ...[name, predictor].map(cut),
    String(rows),
    score === null ? '–' : formatNumber(score),
    seconds === null ? '–' : formatDuration(seconds),
    against?.text ?? '',
  ]);
  const differing = options.map(({ name, values }) => [name, ...values.map(optionText)].map(cut));
  const names = ['asked otherwise', ...runs.map(({ name }) => cut(name))];
  const parts = [aligned([head, ...rows])];
  if (insteadOf !== undefined)
    parts.push(
      `${metric} stands for ${plainText(insteadOf)}, a metric of your own, which decided.`,
    );
  if (differing.length > 0) parts.push(aligned([names, ...differing]));
  return parts.join('\n\n');
}

/** Names and values are written plainly, and cut where they are long. */
function cut(text: string): string {
  return shortened(plainText(text), MOST_LETTERS);
}

const MOST_LETTERS = 40;
