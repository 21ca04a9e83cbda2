import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { KnownRun } from '../../../src/workers/redis/known-run.js';
import { shareSeats } from '../../../src/workers/redis/share-seats.js';

/** A run with so many jobs; they end when they are told to. */
function runOf(name: string, jobs: number, log: string[]) {
  const ends: (() => void)[] = [];
  let running = 0;
  let left = jobs;
  const served = {
    get running() {
      return running;
    },
    seats: 8,
    async take(seat: number) {
      if (left === 0) return undefined;
      left--;
      running++;
      log.push(`${name}${seat}`);
      const ended = new Promise<void>((resolve) => ends.push(resolve)).then(() => {
        running--;
      });
      return { ended };
    },
  };
  const known = { run: name, mayHaveWork: true, served: () => served } as unknown as KnownRun;
  return { known, end: () => ends.shift()?.() };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await setImmediate();
}

test('seats are shared by the runs that have work, and one run has all where the others have none', async () => {
  const log: string[] = [];
  const [a, b, idle] = [runOf('a', 9, log), runOf('b', 2, log), runOf('c', 0, log)];
  const runs = new Map([a, b, idle].map(({ known }) => [known.run, known]));
  const seats = shareSeats(4, runs);
  seats.fill();
  await settled();
  expect(log).toEqual(['a1', 'b2', 'a3', 'b4']);
  b.end();
  b.end();
  await settled();
  expect(log.slice(4)).toEqual(['a2', 'a4']);
});

test('with one seat, runs take turns', async () => {
  const log: string[] = [];
  const [a, b] = [runOf('a', 3, log), runOf('b', 3, log)];
  const seats = shareSeats(1, new Map([a, b].map(({ known }) => [known.run, known])));
  seats.fill();
  for (const own of [a, b, a, b, a]) {
    await settled();
    own.end();
  }
  await settled();
  expect(log).toEqual(['a1', 'b1', 'a1', 'b1', 'a1', 'b1']);
});
