import { existsSync } from 'node:fs';
import { PassThrough, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { writeBatch } from '../../src/run/batch-sink.js';

/** Pieces between which the event loop turns, and whether what makes them was let go. */
function pieces(count: number) {
  const made = { count: 0, isOver: false };
  async function* make(): AsyncGenerator<Uint8Array> {
    try {
      for (; made.count < count; made.count++) {
        await sleep(1);
        yield new Uint8Array(100);
      }
    } finally {
      made.isOver = true;
    }
  }
  return { made, all: make() };
}

test('a reader that goes away ends the work', async () => {
  const stream = new PassThrough({ highWaterMark: 16 });
  const { made, all } = pieces(1000);
  const writing = writeBatch(stream, all);
  setTimeout(() => stream.destroy(), 20);
  await expect(writing).rejects.toThrow('Premature close');
  expect(made.isOver).toBe(true);
  expect(made.count).toBeLessThan(10);
});

test.each([0, 5])('what fails to be written, %i pieces before, is thrown', async (before) => {
  let taken = 0;
  const stream = new Writable({
    highWaterMark: 1e6,
    write: (_piece, _encoding, done) =>
      setImmediate(() => done(taken++ === before ? new Error('no space left') : null)),
  });
  const { made, all } = pieces(6);
  await expect(writeBatch(stream, all)).rejects.toThrow('no space left');
  expect(made.isOver).toBe(true);
  // An event that nobody hears would end the process.
  await sleep(5);
});

test('a stream that is closed already is a mistake, and one that stays open is left open', async () => {
  const closed = new PassThrough();
  closed.destroy();
  await expect(writeBatch(closed, pieces(3).all)).rejects.toThrow();
  const open = new PassThrough();
  await writeBatch(open, pieces(3).all);
  expect([open.writableEnded, open.readableLength, open.listenerCount('error')]).toEqual([
    false,
    300,
    0,
  ]);
});

test.skipIf(!existsSync('/dev/full'))('a place that is full is named', async () => {
  await expect(writeBatch('/dev/full', pieces(3).all)).rejects.toThrow(
    '/dev/full cannot be written',
  );
  await sleep(5);
});
