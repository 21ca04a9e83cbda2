import { expect, test } from 'vitest';
import { createQueue } from '../../src/search/queue.js';

const config = (family: string, share: number) => ({ family, params: { share } });

/** The order in which configurations get their turn, each with the share of its training that the time allows. */
function orderOf(...first: readonly (readonly [family: string, share: number])[]) {
  const configs = first.map(([family, share]) => config(family, share));
  const queue = createQueue(configs, ({ params }) => Number(params.share));
  const order: unknown[] = [];
  for (let next = queue.take(); next; next = queue.take()) {
    order.push([next.family, next.params.share]);
  }
  expect(queue.length).toBe(0);
  return order;
}

test('with time enough the order is the one given', () => {
  const first = [
    ['a', 1],
    ['b', 0.5],
    ['a', 0.7],
    ['c', 1],
  ] as const;
  expect(orderOf(...first)).toEqual(first);
});

test('of a family that is cut, the configuration that is cut least goes first', () => {
  for (const share of [0.4, 0.9]) {
    expect(orderOf(['a', 0.1], ['b', 1], ['a', share])).toEqual([
      ['a', share],
      ['b', 1],
      ['a', 0.1],
    ]);
  }
});

test('others of it wait until all else has had its turn', () => {
  expect(orderOf(['a', 0.1], ['a', 0.4], ['a', 0.2], ['b', 1], ['c', 0.3], ['c', 0.2])).toEqual([
    ['a', 0.4],
    ['b', 1],
    ['c', 0.3],
    ['c', 0.2],
    ['a', 0.2],
    ['a', 0.1],
  ]);
});
