import { expect, test } from 'vitest';
import { fit } from '../../src/fit/fit.js';
import { inspect } from '../../src/inspect.js';
import { toldName } from '../../src/schema/told-name.js';

test('a told name means the column of that name, else the only one that differs in blanks and line breaks alone', () => {
  const names = ['Yield\n(kg)', 'Area', 'Plot  No', 'Plot No', 'Plot\r\nNo'];
  expect(toldName(' Yield (kg) ', names)).toBe('Yield\n(kg)');
  expect(toldName('Yield\r\n(kg)', names)).toBe('Yield\n(kg)');
  expect(toldName('Plot No', names)).toBe('Plot No');
  expect(toldName('Plot\nNo', names)).toBeUndefined();
  expect([toldName('area', names), toldName('Yield(kg)', names)]).toEqual([undefined, undefined]);
});

const rows = Array.from({ length: 40 }, (_, i) => ({
  'Yield\n(kg)': 2 * i + 1,
  'Soil\ntype': `soil ${i % 3}`,
  'Farm\nid': i % 8,
  'Rain\n(mm)': i === 3 ? -1 : (i * 7) % 31,
  'Plot\nnumber': (i * 11) % 29,
  'Row\nweight': 1 + (i % 2),
}));

test('every option of columns takes such a name', async () => {
  const predictor = await fit(rows, {
    label: 'Yield (kg)',
    order: { 'Soil type': ['soil 2', 'soil 0', 'soil 1'] },
    group: 'Farm id',
    weight: 'Row weight ',
    missing: ['Rain (mm)=-1'],
    types: { 'Plot number': 'categorical' },
    monotone: { 'Rain (mm)': '+' },
    models: ['boosted-trees'],
    trials: 1,
    workers: 1,
  });
  const { label, features } = predictor.info;
  expect(label).toBe('Yield\n(kg)');
  expect(features).toEqual(['Soil\ntype', 'Rain\n(mm)', 'Plot\nnumber']);
});

test('inspect leaves out what is told so', async () => {
  const { columns, notes } = await inspect(rows, {
    label: 'Yield (kg)',
    ignore: ['Farm id', 'Yield (kg)'],
  });
  expect(columns.find(({ name }) => name === 'Farm\nid')?.kind).toBe('ignored');
  expect(notes).toContain('`ignore` names "Yield\n(kg)", which is the label, and stays it');
});
