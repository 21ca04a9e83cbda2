import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { permutation, randomStream } from '../../src/util/random.js';
import { type Dataset, fileOf, readingOptions } from '../quality/datasets.js';

/** Files of some rows of a table, and of others. */
export interface DrawnSplit {
  readonly train: string;
  readonly test: string;
}

/** Draws rows of both parts of a table by a seed: so many to train on, and so many others to test on at most. */
export function drawSplit(
  { name }: Dataset,
  seed: number,
  { train, test }: { readonly train: number; readonly test: number },
): DrawnSplit {
  const hasHeader = readingOptions(name).length === 0;
  // Bytes as they are, whatever they stand for.
  const linesOf = (part: 'train' | 'test') =>
    readFileSync(fileOf(name, part), 'latin1').trimEnd().split('\n');
  const [first, second] = [linesOf('train'), linesOf('test')];
  const head = hasHeader ? first.slice(0, 1) : [];
  const rows = [...first.slice(head.length), ...second.slice(head.length)];
  const order = [...permutation(randomStream(seed, name), rows.length)].map((i) => rows[i] ?? '');
  const folder = mkdtempSync(join(tmpdir(), 'autofit-intervals-'));
  const write = (file: string, own: readonly string[]) => {
    const path = join(folder, file);
    writeFileSync(path, `${[...head, ...own].join('\n')}\n`, 'latin1');
    return path;
  };
  const most = Math.min(train, Math.floor(rows.length / 2));
  return {
    train: write('train.csv', order.slice(0, most)),
    test: write('test.csv', order.slice(most, most + test)),
  };
}
