/** What several problems have in common. */
import { float } from '../../src/study/study-space.js';
import type { Problem } from './problem.js';

export type Point = readonly number[];

/** x1 … xd between the same bounds. */
export function inBox(
  name: string,
  dimensions: number,
  [low, high]: readonly [number, number],
  at: (x: Point) => number,
  least = 0,
): Problem {
  const names = Array.from({ length: dimensions }, (_, i) => `x${i + 1}`);
  const space = Object.fromEntries(names.map((own) => [own, float(low, high)]));
  const value: Problem['value'] = (params) => at(names.map((own) => Number(params[own])));
  return { name, kind: 'function', space, value, least };
}

export const sum = (values: Point) => values.reduce((total, value) => total + value, 0);

export function ackley(x: Point): number {
  const spread = Math.sqrt(sum(x.map((own) => own ** 2)) / x.length);
  const waves = sum(x.map((own) => Math.cos(2 * Math.PI * own))) / x.length;
  return -20 * Math.exp(-0.2 * spread) - Math.exp(waves) + 20 + Math.E;
}

export function levy(x: Point): number {
  const w = x.map((own) => 1 + (own - 1) / 4);
  const [first = 1, last = 1] = [w[0], w.at(-1)];
  const middle = w
    .slice(0, -1)
    .map((own) => (own - 1) ** 2 * (1 + 10 * Math.sin(Math.PI * own + 1) ** 2));
  const end = (last - 1) ** 2 * (1 + Math.sin(2 * Math.PI * last) ** 2);
  return Math.sin(Math.PI * first) ** 2 + sum(middle) + end;
}
