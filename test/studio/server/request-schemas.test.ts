import { expect, test } from 'vitest';
import {
  dataSchema,
  fitSchema,
  inspectSchema,
  resumeSchema,
  stopSchema,
} from '../../../src/studio/server/request-schemas.js';

const data = { kind: 'uploaded', id: '1', name: 'a.csv' };
const told = { label: 'y', types: { x: 'numeric' }, ignore: ['id'] };

test('what the page asks is taken as it is', () => {
  expect(inspectSchema.parse({ data, told })).toEqual({ data, told });
  const fit = {
    data: { kind: 'example', name: 'penguins.csv' },
    told: { ...told, timeLimit: '1m', preset: 'fast' },
  };
  expect(fitSchema.parse(fit)).toEqual(fit);
  expect(resumeSchema.parse({ run: 'runs/a', timeLimit: '+1m' })).toEqual({
    run: 'runs/a',
    timeLimit: '+1m',
  });
  expect(dataSchema.parse({ run: 'runs/a', data })).toEqual({ run: 'runs/a', data });
  expect(stopSchema.parse({ run: 'runs/a' })).toEqual({ run: 'runs/a' });
});

test('a label may be left to be found; which kinds there are is for the library to say', () => {
  const own = { types: { x: 'no kind' }, ignore: [] };
  expect(inspectSchema.parse({ data, told: own }).told).toEqual(own);
});

const BAD: readonly (readonly [string, unknown])[] = [
  ['nothing', undefined],
  ['a list', []],
  ['no data', { told }],
  ['data that are a path', { data: '/etc/passwd', told }],
  ['data of another kind', { data: { kind: 'path', name: '/etc/passwd' }, told }],
  ['data without a name', { data: { kind: 'uploaded', id: '1' }, told }],
  ['a number as a name', { data: { ...data, id: 1 }, told }],
  ['columns that are no list', { data, told: { ...told, ignore: 'id' } }],
  ['kinds that are no texts', { data, told: { ...told, types: { x: 1 } } }],
  ['an option that pages do not have', { data, told: { ...told, out: '/tmp/elsewhere' } }],
];

test.each(BAD)('%s is refused', (_, asked) => {
  expect(inspectSchema.safeParse(asked).success).toBe(false);
  expect(fitSchema.safeParse(asked).success).toBe(false);
});

test('a run is begun with a time and a preset, and where it lies is not for the page to say', () => {
  expect(fitSchema.safeParse({ data, told }).success).toBe(false);
  const own = { ...told, timeLimit: '1m', preset: 'fast' };
  expect(fitSchema.safeParse({ data, told: { ...own, out: '/tmp/x' } }).success).toBe(false);
  expect(fitSchema.safeParse({ data, told: own, run: '/tmp/x' }).success).toBe(false);
});
