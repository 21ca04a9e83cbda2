import { expect, test } from 'vitest';
import { paramsSchema, spaceSchema } from '../../src/space/space-schema.js';

/** The path and message of the first fault, or undefined for a good space. */
function fault(space: unknown): string | undefined {
  const checked = spaceSchema.safeParse(space);
  const issue = checked.error?.issues[0];
  return issue && `${issue.path.join('.')}: ${issue.message}`;
}

test('a space with every kind of distribution passes unchanged', () => {
  const space = {
    depth: { kind: 'integer', low: 1, high: 3, log: true },
    width2: { kind: 'integer', low: 4, high: 9, when: { param: 'depth', atLeast: 2 } },
    rate: { kind: 'uniform', low: -1, high: 1 },
    mode: { kind: 'choice', options: ['a', 1, true], when: { param: 'rate', oneOf: [0, 1] } },
  };
  expect(spaceSchema.parse(space)).toEqual(space);
});

test('a fault is told with the path of its field', () => {
  expect(fault({ rate: { kind: 'uniform', low: 2, high: 1 } })).toBe('rate.low: low is above high');
  expect(fault({ rate: { kind: 'uniform', low: 0, high: 1, log: true } })).toBe(
    'rate.low: log needs low > 0',
  );
  expect(fault({ depth: { kind: 'integer', low: 1.5, high: 3 } })).toMatch(/^depth\.low: /);
  expect(fault({ depth: { kind: 'integer', low: 1 } })).toMatch(/^depth\.high: /);
  expect(fault({ mode: { kind: 'choice', options: [] } })).toMatch(/^mode\.options: /);
  expect(fault({ mode: { kind: 'gaussian' } })).toMatch(/^mode\.kind: /);
  expect(fault({ mode: { kind: 'choice', options: [1], when: { atLeast: 1 } } })).toMatch(
    /^mode\.when\.param: /,
  );
});

test('a range that numbers cannot measure is a fault, not a draw of infinity', () => {
  expect(fault({ rate: { kind: 'uniform', low: -1e308, high: 1e308 } })).toBe(
    'rate.high: high is too far from low for numbers',
  );
  expect(fault({ rate: { kind: 'uniform', low: 1e-300, high: 1e9, log: true } })).toBe(
    'rate.high: high is too far from low for numbers',
  );
  expect(fault({ rate: { kind: 'uniform', low: 1e-300, high: 1e9 } })).toBeUndefined();
  expect(fault({ rate: { kind: 'uniform', low: 1e-300, high: 1e7, log: true } })).toBeUndefined();
});

test('a field that nothing reads is a fault, not ignored', () => {
  expect(fault({ rate: { kind: 'uniform', low: 0, high: 1, logarithmic: true } })).toMatch(
    /^rate: .*logarithmic/,
  );
});

test('hyper-parameters are numbers, words or truth values', () => {
  expect(paramsSchema.parse({ a: 1, b: 'x', c: false })).toEqual({ a: 1, b: 'x', c: false });
  expect(paramsSchema.safeParse({ a: [1] }).error?.issues[0]?.path).toEqual(['a']);
});
