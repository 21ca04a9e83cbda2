import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitFlags, transformFlags } from '../../src/preprocessing/flags-column.js';
import { scaleRobust } from '../../src/preprocessing/scale-robust.js';
import type { CodedColumn } from '../../src/table/table.js';
import { codes } from '../contracts/transformer.js';

const options = {
  categories: { strategy: 'constant' },
  oneHot: { minRows: 1, maxLevels: 100 },
} as const;
const columnOf = (own: Int32Array): CodedColumn => ({
  kind: 'coded',
  name: 'color',
  codes: own,
  levels: 7,
});
const rowsOf = (x: Int32Array) => x.map((_, row) => row);

test('each flag is scaled as a column of 0 and 1 is', () => {
  fc.assert(
    fc.property(codes, codes, (training, later) => {
      const { fitted, part } = fitFlags(options, columnOf(training), [], rowsOf(training));
      const { levels, missing } = fitted.slots;
      const slots = [...levels, ...(missing ? [-1] : [])];
      fc.pre(slots.length !== 2);
      const flags = (x: Int32Array, own: number) =>
        Float64Array.from(x, (code) => Number(code === own));
      const scalers = slots.map((code) => scaleRobust.fit({}, flags(training, code)));
      expect(fitted.columns.map(({ scale }) => scale)).toEqual(scalers.map((own) => own.fitted));
      expect(part.columns.map(({ values }) => values)).toEqual(
        scalers.map(({ transformed }) => transformed),
      );
      const { columns } = transformFlags(fitted, columnOf(later), rowsOf(later));
      expect(columns.map(({ values }) => values)).toEqual(
        scalers.map((own, i) => scaleRobust.transform(own.fitted, flags(later, slots[i] ?? 0))),
      );
    }),
  );
});

test('two levels are −1 and 1, and others 0', () => {
  const training = Int32Array.of(4, 6, 4);
  const { fitted, part } = fitFlags(options, columnOf(training), [], rowsOf(training));
  expect(part.columns.map(({ values }) => values)).toEqual([Float64Array.of(-1, 1, -1)]);
  const later = Int32Array.of(6, -1, 0);
  const { columns } = transformFlags(fitted, columnOf(later), rowsOf(later));
  expect(columns.map(({ values }) => values)).toEqual([Float64Array.of(1, 0, 0)]);
});
