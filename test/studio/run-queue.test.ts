import { expect, test } from 'vitest';
import type { FitSummary } from '../../src/fit/summarize.js';
import { createRunQueue, type RunAround } from '../../src/studio/run-queue.js';
import type { StudioTold } from '../../src/studio/studio-calls.js';

const summary = {} as FitSummary;

interface ByHand {
  readonly around: Promise<RunAround>;
  readonly end: () => void;
  readonly fail: (thrown: Error) => void;
  readonly go: (around: RunAround) => Promise<{ readonly summary: FitSummary }>;
}

/** A run that goes on until it is ended. */
function byHand(): ByHand {
  let take: (around: RunAround) => void = () => {};
  const around = new Promise<RunAround>((resolve) => {
    take = resolve;
  });
  let [end, fail]: [() => void, (thrown: Error) => void] = [() => {}, () => {}];
  const over = new Promise<{ readonly summary: FitSummary }>((resolve, reject) => {
    [end, fail] = [() => resolve({ summary }), reject];
  });
  return {
    around,
    end: () => end(),
    fail: (thrown) => fail(thrown),
    go(own) {
      take(own);
      return over;
    },
  };
}

function open() {
  const queue = createRunQueue((thrown) => ({ message: `said: ${(thrown as Error).message}` }));
  const heard: StudioTold[] = [];
  queue.watch((told) => heard.push(told));
  const begin = (run: string, own: ByHand, end?: () => Promise<void>) =>
    queue.begin({ run, data: `${run}.csv` }, { go: own.go, end });
  return { queue, heard, begin };
}

const begun = (run: string): StudioTold => ({ kind: 'begun', run, data: `${run}.csv` });
const waiting = (...runs: readonly string[]): StudioTold => ({
  kind: 'waiting',
  runs: runs.map((run) => ({ run, data: `${run}.csv` })),
});
const done = (run: string): StudioTold => ({ kind: 'done', run, summary });

test('a run is begun at once; a second one waits for its end, which is told, and begins then', async () => {
  const { heard, begin } = open();
  const [a, b] = [byHand(), byHand()];
  begin('a', a);
  expect(heard).toEqual([begun('a')]);
  begin('b', b);
  expect(heard.slice(1)).toEqual([waiting('b')]);
  a.end();
  await b.around;
  expect(heard.slice(2)).toEqual([done('a'), begun('b'), waiting()]);
  b.end();
});

test('who comes later hears of those that wait', async () => {
  const { queue, begin } = open();
  const [a, b, c] = [byHand(), byHand(), byHand()];
  begin('a', a);
  begin('b', b);
  begin('c', c);
  a.end();
  await b.around;
  const later: StudioTold[] = [];
  queue.watch((told) => later.push(told));
  expect(later).toEqual([begun('b'), waiting('c')]);
  b.end();
  c.end();
});

test('one that fails is told in words, and the next begins', async () => {
  const { heard, begin } = open();
  const [a, b] = [byHand(), byHand()];
  begin('a', a);
  begin('b', b);
  a.fail(new Error('no label'));
  await b.around;
  expect(heard).toContainEqual({ kind: 'failed', mistake: { message: 'said: no label' } });
  expect(heard).toContainEqual(begun('b'));
  b.end();
});

test('to stop a run stops that one alone; one that waits is not begun', async () => {
  const { queue, heard, begin } = open();
  const [a, b, c] = [byHand(), byHand(), byHand()];
  const left: string[] = [];
  begin('a', a);
  begin('b', b, async () => void left.push('b'));
  begin('c', c);
  queue.stop('elsewhere');
  queue.stop('b');
  expect(heard.at(-1)).toEqual(waiting('c'));
  const { signal } = await a.around;
  expect(signal.aborted).toBe(false);
  queue.stop('a');
  expect(signal.aborted).toBe(true);
  a.end();
  await c.around;
  expect(heard).not.toContainEqual(begun('b'));
  expect(left).toEqual(['b']);
  c.end();
});

test('progress is told with the seconds since the run began', async () => {
  const { heard, begin } = open();
  const a = byHand();
  begin('a', a);
  (await a.around).onProgress({ kind: 'note', message: 'own' });
  expect(heard.at(-1)).toMatchObject({ kind: 'event', event: { message: 'own' } });
  expect((heard.at(-1) as { readonly seconds: number }).seconds).toBeLessThan(60);
  a.end();
});

test('closing stops the run at hand, begins none that waits, and waits for what is kept', async () => {
  const { queue, heard, begin } = open();
  const [a, b] = [byHand(), byHand()];
  const left: string[] = [];
  begin('a', a, async () => void left.push('a'));
  begin('b', b, async () => void left.push('b'));
  const { signal } = await a.around;
  const closed = queue.close();
  expect(signal.aborted).toBe(true);
  a.end();
  await closed;
  expect(left.sort()).toEqual(['a', 'b']);
  expect(heard.at(-1)).toEqual(done('a'));
});
