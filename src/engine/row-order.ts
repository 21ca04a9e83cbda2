import { type Random, shuffle } from '../util/random.js';

/** The rows 0, 1, …, one after the other, each as often as the network has members. */
export function rowOrder(rows: number, members = 1): Int32Array {
  const order = new Int32Array(rows * members);
  for (let i = 0; i < order.length; i++) order[i] = Math.floor(i / members);
  return order;
}

/** Puts an order of rows in a new one; nothing is allocated by it. */
export type Reorder = (random: Random) => void;

/** Each member of an ensemble, whose turn comes in every `members`, gets an order of its own unless they share one. */
export function createReorder(order: Int32Array, members: number, shared: boolean): Reorder {
  const own = new Int32Array(order.length / members);
  const step = shared ? members : 1;
  return (random) => {
    for (let member = 0; member < members; member += step) {
      for (let row = 0; row < own.length; row++) own[row] = row;
      shuffle(random, own);
      for (let i = 0; i < own.length * step; i++) {
        const row = Math.floor(i / step);
        order[row * members + member + (i % step)] = own[row] as number;
      }
    }
  };
}
