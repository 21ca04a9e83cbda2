import { expect, test } from 'vitest';
import { rowWeights } from '../../src/engine/row-weights.js';

const none = { sampleWeights: undefined, classWeights: undefined };
const codes = Float32Array.of(0, 1, 1, 1);

test('rows count by their weight times that of their class, with a mean of 1', () => {
  const both = { sampleWeights: [1, 2, 3, 0], classWeights: [4, 2] };
  // 4, 4, 6 and 0 have a mean of 3.5.
  const { data, rows, columns } = rowWeights(codes, 4, 'softmax-cross-entropy', both) ?? {};
  expect([rows, columns]).toEqual([4, 1]);
  expect([...(data ?? [])].map((weight) => 3.5 * weight)).toEqual(
    [4, 4, 6, 0].map((own) => expect.closeTo(own, 5)),
  );
  expect(rowWeights(codes, 4, 'softmax-cross-entropy', none)).toBeUndefined();
});

test('the unit of weights tells nothing, however small it is', () => {
  const { data } =
    rowWeights(codes, 4, 'mean-squared-error', { ...none, sampleWeights: [0.1, 0.1, 0.3, 0.3] }) ??
    {};
  expect([...(data ?? [])]).toEqual([0.5, 0.5, 1.5, 1.5].map((own) => expect.closeTo(own, 5)));
});

test.each([
  [{ ...none, sampleWeights: [1, 1, 1] }, '3 sample weights for 4 rows'],
  [{ ...none, sampleWeights: [1, -1, 1, 1] }, 'below 0'],
  [{ ...none, sampleWeights: [1, Number.POSITIVE_INFINITY, 1, 1] }, 'not finite'],
  [{ ...none, sampleWeights: [0, 0, 0, 0] }, 'All weights are 0'],
  [{ ...none, classWeights: [1] }, 'missing'],
])('weights that cannot be are a mistake: %o', (weights, message) => {
  expect(() => rowWeights(codes, 4, 'softmax-cross-entropy', weights)).toThrow(message);
});

test('class weights need one code a row', () => {
  const weights = { ...none, classWeights: [1, 1] };
  expect(() => rowWeights(codes, 4, 'mean-squared-error', weights)).toThrow('one class code a row');
  expect(() => rowWeights(codes, 2, 'softmax-cross-entropy', weights)).toThrow(
    'one class code a row',
  );
});
