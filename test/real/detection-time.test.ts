import { linkSync, mkdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { encodePng } from '../../src/image/encode-png.js';
import { fit } from '../../src/index.js';
import { eventsIn, killed } from '../fixtures/halved-run.js';
import { runCli } from '../fixtures/run-cli.js';
import { squarePictures } from '../fixtures/square-pictures.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const SECONDS = 6;
const folder = tempFolder();
const pictures = squarePictures(40, 320, 1);

/** As many files as pictures are named, of a few pictures. */
async function dataOf(name: string, count: number): Promise<string> {
  mkdirSync(folder.at(name));
  const rows = ['image,label,x1,y1,x2,y2'];
  for (let i = 0; i < count; i++) {
    const own = pictures[i % pictures.length];
    if (!own) throw new Error('no picture');
    const file = `${name}/${i}.png`;
    if (i < pictures.length) folder.write(file, await encodePng(own.picture));
    else linkSync(folder.at(`${name}/${i % pictures.length}.png`), folder.at(file));
    for (const { code, x1, y1, x2, y2 } of own.boxes) {
      rows.push([`${i}.png`, code === 0 ? 'light' : 'dark', x1, y1, x2, y2].join(','));
    }
  }
  return folder.write(`${name}/boxes.csv`, `${rows.join('\n')}\n`);
}

test.each([
  ['a very large test', 200, 20_000],
  ['very many pictures', 20_000, 20],
  ['more pictures than can be learnt from once', 900, 20],
])('a time limit holds with %s', async (_what, train, tested) => {
  const data = await dataOf(`train-${train}-${tested}`, train);
  const own = await dataOf(`test-${train}-${tested}`, tested);
  const started = performance.now();
  const { summary } = await fit(
    data,
    {
      task: 'detection',
      timeLimit: SECONDS,
      test: own,
      out: folder.at(`run-${train}-${tested}`),
    },
    started,
  );
  const seconds = (performance.now() - started) / 1000;
  expect(seconds).toBeLessThan(SECONDS + 2);
  expect(summary.seconds).toBeLessThan(SECONDS + 2);
});

test('a run that had no time for all pictures and was killed goes on with those that it had', async () => {
  const data = await dataOf('train-killed', 20_000);
  const run = folder.at('run-killed');
  await killed([data, '-t', `${2 * SECONDS}s`, '-o', run, '-q'], async (child) => {
    while (child.exitCode === null && eventsIn(run, 'detection') === 0) await sleep(2);
  });
  expect(eventsIn(run, 'end')).toBe(0);
  const begun = JSON.parse(readFileSync(`${run}/journal.jsonl`, 'utf8').split('\n')[0] ?? '');
  expect(begun.stopped.looking).toBeLessThan(20_000);
  const { code, stderr } = await runCli(['resume', run]);
  expect([code, stderr]).toEqual([0, expect.stringContaining('for lack of time')]);
  expect(stderr).toContain(`${begun.stopped.looking} of 20,000 pictures were looked at`);
  expect(eventsIn(run, 'end')).toBe(1);
});
