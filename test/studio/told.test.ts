import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { ProgressEvent } from '../../src/options/progress-event.js';
import type { StudioTold } from '../../src/studio/studio-calls.js';
import { createTold, type Told } from '../../src/studio/told.js';

const begun = (run: string): StudioTold => ({ kind: 'begun', run, data: `${run}.csv` });
const event = (own: ProgressEvent): StudioTold => ({ kind: 'event', event: own, seconds: 1 });
const note = (message: string) => event({ kind: 'note', message });
const job = (worker: number, name: string) =>
  event({ kind: 'job', worker, name, state: 'begun' } as unknown as ProgressEvent);
const reading = (rows: number) => event({ kind: 'reading', rows } as unknown as ProgressEvent);

function heardBy(told: Told): { readonly heard: StudioTold[]; readonly leave: () => void } {
  const heard: StudioTold[] = [];
  return { heard, leave: told.watch((own) => heard.push(own)) };
}

test('who comes later is told all of the run at hand, and what follows, until he leaves', () => {
  const told = createTold();
  const first = heardBy(told);
  told.tell(begun('a'));
  told.tell(note('one'));
  const second = heardBy(told);
  told.tell(note('two'));
  expect(first.heard).toEqual([begun('a'), note('one'), note('two')]);
  expect(second.heard).toEqual(first.heard);
  second.leave();
  told.tell(note('three'));
  expect(first.heard).toHaveLength(4);
  expect(second.heard).toHaveLength(3);
});

test('of an earlier run nothing is told to those who come later', () => {
  const told = createTold();
  told.tell(begun('a'));
  told.tell({ kind: 'failed', mistake: { message: 'no label' } });
  told.tell(begun('b'));
  expect(heardBy(told).heard).toEqual([begun('b')]);
});

test('of progress that passes, the newest is told: of jobs that of each worker, of notes all', () => {
  const told = createTold();
  for (const own of [begun('a'), reading(1), job(1, 'x'), job(2, 'y'), note('n'), note('n')])
    told.tell(own);
  told.tell(reading(2));
  told.tell(job(1, 'z'));
  expect(heardBy(told).heard).toEqual([
    begun('a'),
    job(2, 'y'),
    note('n'),
    note('n'),
    reading(2),
    job(1, 'z'),
  ]);
});

test('who comes back hears what was told since, and no more', () => {
  const { tell, watch } = createTold();
  tell(begun('one'));
  tell(note('a'));
  const first: number[] = [];
  const leave = watch((_, number) => first.push(number));
  leave();
  tell(note('b'));
  const later: StudioTold[] = [];
  watch((told) => later.push(told), first.at(-1));
  tell(note('c'));
  expect(first).toEqual([1, 2]);
  expect(later).toEqual([note('b'), note('c')]);
});

test('who comes long behind the last event hears how long ago that was', async () => {
  const told = createTold();
  told.tell(begun('a'));
  told.tell(note('one'));
  await setTimeout(1100);
  const { heard } = heardBy(told);
  expect(heard.slice(0, 2)).toEqual([begun('a'), note('one')]);
  expect(heard[2]).toMatchObject({ kind: 'time' });
  expect(heard[2]?.kind === 'time' && heard[2].seconds).toBeGreaterThan(2);
  told.tell({ kind: 'failed', mistake: { message: 'no label' } });
  expect(heardBy(told).heard.at(-1)?.kind).toBe('failed');
});
