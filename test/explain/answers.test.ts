import { expect, test } from 'vitest';
import { predictsOf } from '../../src/explain/answers.js';

const task = (kind: 'binary' | 'multiclass' | 'regression') => ({
  ...{ kind, classes: kind === 'regression' ? [] : ['no', 'yes'] },
  ...{ positive: kind === 'binary' ? 'yes' : null, reason: '' },
});

test.each([
  ['binary', 'log-odds', 'log-odds'],
  ['binary', 'probability', 'probability'],
  ['multiclass', 'log-odds', 'log-probability'],
  ['multiclass', 'probability', 'probability'],
  ['regression', 'log-odds', 'label'],
] as const)('answers of %s on the scale %s are explained as %s', (kind, scale, predicts) => {
  expect(predictsOf(task(kind), scale)).toBe(predicts);
});
