import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  createRunAtHand,
  mistakeOf,
  type RunAtHand,
} from '../../../src/studio/server/run-at-hand.js';
import type { StudioTold } from '../../../src/studio/studio-calls.js';
import { AutofitError } from '../../../src/util/errors.js';
import { tempFolder } from '../../fixtures/temp-folder.js';

const folder = tempFolder();
const rows = Array.from({ length: 60 }, (_, i) => `${i},${i % 3},${i % 2 ? 'yes' : 'no'}`);
const table = folder.write('table.csv', ['a,b,y', ...rows].join('\n'));
const told = { label: 'y', types: {}, ignore: [], timeLimit: '30s', preset: 'fast' } as const;

/** What is told until a number of runs have ended. */
async function heard(atHand: RunAtHand, ends: number): Promise<readonly StudioTold[]> {
  const all: StudioTold[] = [];
  const isEnd = ({ kind }: StudioTold) => kind === 'done' || kind === 'failed';
  await new Promise<void>((resolve) => {
    atHand.watch((own) => {
      all.push(own);
      // As soon as there is something to keep.
      if (own.kind === 'event' && own.event.kind === 'trial') {
        const begun = all.findLast(({ kind }) => kind === 'begun');
        if (begun?.kind === 'begun') atHand.stop(begun.run);
      }
      if (all.filter(isEnd).length === ends) resolve();
    });
  });
  return all;
}

test('a run that is stopped keeps what it has found, and can be opened again', async () => {
  const atHand = createRunAtHand(1);
  const run = folder.at('one');
  const first = heard(atHand, 2);
  let isOver = false;
  atHand.fit(table, told, run, async () => {
    isOver = existsSync(`${run}/model.safetensors`);
  });
  atHand.resume(run, undefined);
  const all = await first;
  expect(all[0]).toEqual({ kind: 'begun', run, data: 'table.csv' });
  expect(all[1]).toEqual({ kind: 'waiting', runs: [{ run, data: 'one' }] });
  const ends = all.filter(({ kind }) => kind === 'done');
  expect(ends).toMatchObject([{ run }, { run }]);
  const [fitted, opened] = ends.map((own) => (own.kind === 'done' ? own.summary.best.name : ''));
  expect(opened).toBe(fitted);
  expect(isOver).toBe(true);
  await atHand.close();
});

test('what is wrong with the data is told in words, with what to do', async () => {
  const atHand = createRunAtHand(1);
  const all = heard(atHand, 1);
  atHand.fit(table, { ...told, label: 'z' }, folder.at('bad'));
  const end = (await all).at(-1);
  expect(end?.kind === 'failed' && end.mistake.message).toMatch(/"z"/);
  expect(end?.kind === 'failed' && end.mistake.hint).toBeTruthy();
  await atHand.close();
});

test('of mistakes users read message and hint, of bugs the message', () => {
  const own = new AutofitError('X', 'No label.', { hint: 'Name one.' });
  expect(mistakeOf(own)).toEqual({ message: 'No label.', hint: 'Name one.' });
  expect(mistakeOf(new AutofitError('X', 'No label.'))).toEqual({ message: 'No label.' });
  expect(mistakeOf(new Error('a bug'))).toEqual({ message: 'a bug' });
});
