import { expect, test } from 'vitest';
import { scheduleFactor } from '../../src/engine/schedules/schedule.js';
import { extraTrees } from '../../src/models/forests.js';
import { realmlp } from '../../src/models/realmlp.js';
import { tabm } from '../../src/models/tabm.js';

test.each([tabm, realmlp, extraTrees])(
  '$name can be shortened down from its first configuration',
  ({ lengths, defaults }) => {
    const { param = '', options = [] } = lengths ?? {};
    expect(options.at(-1)).toBe(defaults[param]);
    expect([...options].sort((a, b) => a - b)).toEqual(options);
  },
);

test.each([tabm, realmlp])('the rungs of $name end at the last epoch', ({ rungs, lengths }) => {
  for (const epochs of lengths?.options ?? []) {
    const own = rungs?.(epochs) ?? [];
    expect(own.at(-1)).toBe(epochs);
    expect([...new Set(own)].sort((a, b) => a - b)).toEqual([...new Set(own)]);
  }
});

test('the rungs of RealMLP are the valleys of its schedule', () => {
  expect(realmlp.rungs?.(256)).toEqual([18, 52, 120, 256]);
  for (const valley of [1 / 15, 3 / 15, 7 / 15, 1]) {
    expect(scheduleFactor({ kind: 'coslog4' }, valley)).toBeCloseTo(0, 10);
  }
});
