import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { distill } from '../../src/index.js';
import { readJournal } from '../../src/journal/journal-file.js';
import { runCli } from '../fixtures/run-cli.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const csvOf = (rows: number, first: number) =>
  [
    'x,y',
    ...Array.from({ length: rows }, (_, i) => `${(first + i) % 17},${((first + i) % 17) * 2}`),
    '',
  ].join('\n');
const data = folder.write('train.csv', csvOf(60, 0));
const mistake = (stderr: string) => /^error.*/m.exec(stderr)?.[0];
const options = ['-l', 'y', '--trials', '1', '--models', 'linear', '-j', '1'];

test.each(['test', 'validation'])(
  'a run with --%s of standard input goes on, wherever its folder goes',
  async (name) => {
    const [first, run] = [folder.at(`${name}-first`), folder.at(name)];
    const input = csvOf(30, 5);
    const { code, stderr } = await runCli([data, ...options, `--${name}`, '-', '-o', first], {
      input,
    });
    expect([mistake(stderr), code]).toEqual([undefined, 0]);
    renameSync(first, run);
    expect(existsSync(join(run, 'standard-input'))).toBe(true);
    const more = await runCli(['resume', run, '--trials', '+1', '-j', '1']);
    expect([mistake(more.stderr), more.code]).toEqual([undefined, 0]);
    const refitted = await runCli(['resume', run, '--refit', '-j', '1']);
    expect([mistake(refitted.stderr), refitted.code]).toEqual([undefined, 0]);
    const { summary } = await distill(run, { workers: 1 });
    expect(summary.rows).toBeGreaterThan(0);
    expect((await readJournal(run)).run.source).toBe(data);
  },
);
