import { beforeEach, expect, test } from 'vitest';
import type { Inspection } from '../../../src/inspect.js';
import { lookAgain, lookAt } from '../../../src/studio/page/look-at.js';
import {
  beginAgain,
  choices,
  data,
  inspection,
  mistake,
  step,
} from '../../../src/studio/page/studio-state.js';
import type { StudioCalls, ToldColumns } from '../../../src/studio/studio-calls.js';

const given = { kind: 'given', name: 'homes.csv' } as const;
/** Answers as a table of three columns would be judged: `sold` has two classes, the others are numbers. */
const asked: ToldColumns[] = [];
const calls = {
  inspect: async (_: unknown, told: ToldColumns): Promise<Inspection> => {
    asked.push(told);
    if (told.label === 'nowhere') throw new Error('There is no column nowhere.');
    const kind = told.label === 'sold' ? 'binary' : 'regression';
    const columns = ['price', 'size', 'sold'].map((name) => ({
      name,
      kind: 'numeric',
      role: name === told.label ? 'label' : 'feature',
    }));
    const task = { kind, reason: '', classes: [], positive: null };
    return { rows: 3, columns, notes: [], ...(told.label !== undefined && { task }) } as never;
  },
} as unknown as StudioCalls;

beforeEach(() => {
  beginAgain();
  asked.length = 0;
});

test('other data begins with nothing told but time and preset', async () => {
  choices.value = { ...choices.value, timeLimit: '5m', metric: 'mae', ignore: ['size'] };
  await lookAt(calls, given, 'price');
  expect(choices.value).toEqual({
    label: 'price',
    types: {},
    ignore: [],
    timeLimit: '5m',
    preset: 'balanced',
  });
  expect(step.value).toBe('columns');
  expect(data.value).toBe(given);
});

test('a metric and a positive class end with the task that they were of', async () => {
  await lookAt(calls, given, 'price');
  choices.value = { ...choices.value, metric: 'mae' };
  await lookAgain(calls, { ignore: ['size'] });
  expect(choices.value.metric).toBe('mae');
  await lookAgain(calls, { label: 'sold' });
  expect(choices.value.metric).toBeUndefined();
  choices.value = { ...choices.value, positive: 'yes' };
  await lookAgain(calls, { label: 'price' });
  expect(choices.value.positive).toBeUndefined();
});

test('a column that becomes the label says nothing of how rows hang together any more', async () => {
  await lookAt(calls, given, 'price');
  choices.value = { ...choices.value, group: 'sold', weight: 'size' };
  await lookAgain(calls, { label: 'sold' });
  expect(choices.value).toMatchObject({ label: 'sold', group: undefined, weight: 'size' });
});

test('what cannot be is taken back, and said', async () => {
  await lookAt(calls, given, 'price');
  const before = inspection.value;
  await lookAgain(calls, { label: 'nowhere' });
  expect(choices.value.label).toBe('price');
  expect(inspection.value).toBe(before);
  expect(mistake.value?.message).toBe('There is no column nowhere.');
});
