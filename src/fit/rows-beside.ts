import type { Settings } from '../options/options.js';
import { bytesOfRows, type RowsToBe } from '../trial/memory-plan.js';
import type { RowShape } from '../trial/row-needs.js';
import { countOf } from '../util/count-of.js';
import { AutofitError } from '../util/errors.js';
import { formatBytes } from '../util/format-bytes.js';

/** Rows that are not trained on, and are there all the while. */
export interface RowsBeside {
  /** Of a file by which trials are judged: they are a part of each. */
  readonly judgedOn: number;
  /** Of a file that is scored in the end. */
  readonly scored: number;
}

/** Bytes of a row that is scored in the end: its cells, and what a few members say of it. */
export function scoredRowBytes({ tableBytes, outputs }: RowShape): number {
  return tableBytes + 24 * outputs;
}

/**
 * Throws an AutofitError where so few rows to train on would fit alone, and beside the others not even a trial of the family that
 * takes least.
 */
export function checkBeside(
  rows: RowsToBe,
  beside: RowsBeside & { readonly train: number; readonly scoredBytes: number },
  { memory }: Pick<Settings, 'memory'>,
): void {
  const { train, judgedOn, scored, scoredBytes } = beside;
  const alone = bytesOfRows(rows, train, 'least');
  const needed = bytesOfRows(rows, train + judgedOn, 'least') + scoredBytes;
  if (rows.inputs.length === 0 || alone > memory.bytes || needed <= memory.bytes) return;
  const others = [
    judgedOn > 0 ? `${countOf(judgedOn, 'row')} of \`validation\`` : '',
    scored > 0 ? `${countOf(scored, 'row')} of \`test\`` : '',
  ].filter((text) => text !== '');
  throw new AutofitError(
    'MEMORY',
    `\`memory\` allows ${formatBytes(memory.bytes)}, and ${countOf(train, 'row')} to train on take about ${formatBytes(needed)} beside the ${others.join(' and the ')}.`,
    { hint: 'Give more memory, or fewer rows beside those to train on.' },
  );
}
