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

test('the rungs of RealMLP are the valleys of its schedule', () => {
  const shares = realmlp.rungs?.shares ?? [];
  expect(shares).toHaveLength(3);
  for (const valley of [...shares, 1]) {
    expect(scheduleFactor({ kind: 'coslog4' }, valley)).toBeCloseTo(0, 10);
  }
});
