import { beforeEach, expect, test } from 'vitest';
import type { FitSummary } from '../../../src/fit/summarize.js';
import { followingCalls } from '../../../src/studio/page/following-calls.js';
import {
  atHand,
  beginAgain,
  data,
  ended,
  follow,
  followed,
  isShown,
  mistake,
  queue,
  result,
  step,
  take,
} from '../../../src/studio/page/studio-state.js';
import { texts } from '../../../src/studio/page/texts.js';
import type { StudioCalls, StudioTold } from '../../../src/studio/studio-calls.js';

const summary = {} as FitSummary;
const begun = (run: string): StudioTold => ({ kind: 'begun', run, data: `${run}.csv` });
const done = (run: string): StudioTold => ({ kind: 'done', run, summary });
const failed: StudioTold = { kind: 'failed', mistake: { message: 'no label' } };
const waiting = (...runs: readonly string[]): StudioTold => ({
  kind: 'waiting',
  runs: runs.map((run) => ({ run, data: `${run}.csv` })),
});
const tell = (...all: readonly StudioTold[]) => {
  for (const told of all) take(told);
};

/** As a page that was just opened. */
beforeEach(() => {
  beginAgain();
  followed.value = undefined;
  atHand.value = undefined;
  ended.value = undefined;
  queue.value = [];
});

/** As a page that looks at data of its own. */
function atColumns(): void {
  data.value = { kind: 'example', name: 'own.csv' };
  step.value = 'columns';
}

test('a page that is opened shows the run at hand, and what it has found', () => {
  tell(begun('a'));
  expect(step.value).toBe('search');
  expect(isShown('a')).toBe(true);
  tell({ kind: 'event', event: { kind: 'note', message: 'worth a look' }, seconds: 1 }, done('a'));
  expect(step.value).toBe('result');
  expect(result.value).toEqual({ run: 'a', summary, notes: ['worth a look'] });
});

test('who looks at other data is left there by runs of other pages, from beginning to end', () => {
  atColumns();
  tell(begun('a'));
  expect(step.value).toBe('columns');
  expect(atHand.value?.run).toBe('a');
  tell(done('a'), begun('b'), failed);
  expect(step.value).toBe('columns');
  expect(mistake.value).toBeUndefined();
});

test('who reads a result keeps it, with its notes, while the next run goes on', () => {
  tell(
    begun('a'),
    done('a'),
    begun('b'),
    { kind: 'event', event: { kind: 'note', message: 'of b' }, seconds: 1 },
    done('b'),
  );
  expect(step.value).toBe('result');
  expect(result.value).toEqual({ run: 'a', summary, notes: [] });
  follow('b');
  expect(result.value).toEqual({ run: 'b', summary, notes: ['of b'] });
});

test('a run that waits is shown as it waits, and begins by itself', () => {
  atColumns();
  tell(begun('a'), waiting('b'));
  follow('b');
  expect(step.value).toBe('search');
  expect(isShown('a')).toBe(false);
  tell(done('a'));
  expect(step.value).toBe('search');
  tell(begun('b'));
  expect(isShown('b')).toBe(true);
  expect(queue.value).toEqual([]);
  tell(done('b'));
  expect(result.value?.run).toBe('b');
});

test('whose run is given up before it began is back at the columns', () => {
  atColumns();
  tell(begun('a'), waiting('b', 'c'));
  follow('b');
  tell(waiting('c'));
  expect(step.value).toBe('columns');
  tell(done('a'));
  expect(step.value).toBe('columns');
});

test('with a run beside, who begins anew is not taken away from that', () => {
  tell(begun('a'));
  beginAgain();
  tell(done('a'), begun('b'));
  expect(step.value).toBe('data');
  follow('b');
  expect(isShown('b')).toBe(true);
});

test('a run that fails says why, and goes back to its columns', () => {
  atColumns();
  tell(begun('a'));
  follow('a');
  tell(failed);
  expect(mistake.value).toEqual({ message: 'no label' });
  expect(step.value).toBe('columns');
});

test('what a page begins it shows, however early it is told of its beginning and end', async () => {
  const own = {
    fit: async () => {
      tell(begun('a'), done('a'));
      return 'a';
    },
    resume: async (run: string) => tell(begun(run), failed),
  } as unknown as StudioCalls;
  const calls = followingCalls(own);
  atColumns();
  await calls.fit(
    { kind: 'example', name: 'own.csv' },
    { types: {}, ignore: [], timeLimit: '1m', preset: 'fast' },
  );
  expect(result.value?.run).toBe('a');
  await calls.resume('a');
  expect(mistake.value).toEqual({ message: 'no label' });
});

test('a result that is gone on with is not shown again before it is over', async () => {
  tell(begun('a'), done('a'));
  const calls = followingCalls({ resume: async () => {} } as unknown as StudioCalls);
  await calls.resume('a', '+1m');
  expect(step.value).toBe('search');
});

test('a server that was started anew has no run at hand, whatever the page looks at', () => {
  tell(begun('a'));
  beginAgain();
  atColumns();
  tell({ kind: 'restarted' });
  expect(atHand.value).toBeUndefined();
  expect(mistake.value).toEqual(texts.restarted);
  expect(step.value).toBe('columns');
  // What was found before is still there.
  tell(begun('b'), done('b'));
  follow('b');
  mistake.value = undefined;
  tell({ kind: 'restarted' });
  expect([step.value, mistake.value]).toEqual(['result', undefined]);
});

test('a run that cannot be gone on with has ended as it had', async () => {
  tell(begun('a'), done('a'));
  const resume = async () => {
    throw new Error('it is gone');
  };
  const calls = followingCalls({ resume } as unknown as StudioCalls);
  await expect(calls.resume('a')).rejects.toThrow('it is gone');
  expect(ended.value?.run).toBe('a');
});

test('the time of a run is told by itself too', () => {
  tell(begun('a'), { kind: 'time', seconds: 140 });
  expect(atHand.value?.seconds).toBe(140);
});
