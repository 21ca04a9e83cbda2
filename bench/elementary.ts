/**
 * Nanoseconds a call of our own elementary functions and of those of `Math`, on the same numbers, in turns, medians;
 * and by how many units in the last place the two are apart at most.
 */
import { asin, atan2 } from '../src/util/elementary/atan2.js';
import { cos, sin } from '../src/util/elementary/cos-sin.js';
import { exp, expm1 } from '../src/util/elementary/exp.js';
import { log, log1p } from '../src/util/elementary/log.js';
import { pow } from '../src/util/elementary/pow.js';
import { tanh } from '../src/util/elementary/tanh.js';
import { randomStream } from '../src/util/random.js';

const COUNT = 4096;
const ROUNDS = 15;
const REPEATS = 60;
const random = randomStream(1);

/** Sums a function over all numbers: each has a loop of its own, so that it can be taken into it. */
type Loop = (x: Float64Array, y: Float64Array) => number;
const loopOf = (call: string, own: object): Loop =>
  new Function(
    ...Object.keys(own),
    `return (x, y) => { let sum = 0; for (let i = 0; i < x.length; i++) sum += ${call}; return sum; }`,
  )(...Object.values(own));

const own = { asin, atan2, cos, exp, expm1, log, log1p, pow, sin, tanh };
const between = (low: number, high: number) => () => low + (high - low) * random.next();
const asked: Readonly<Record<keyof typeof own, readonly (() => number)[]>> = {
  exp: [between(-20, 3)],
  expm1: [between(-5, 2)],
  log: [between(0, 5)],
  log1p: [between(0, 1)],
  tanh: [between(-3, 3)],
  cos: [between(0, 2 * Math.PI)],
  sin: [between(-50, 50)],
  pow: [between(0, 1), between(0, 3)],
  atan2: [between(-1, 1), between(-1, 1)],
  asin: [between(0, 1)],
};

console.log('function  own ns  Math ns  own / Math  apart, units in the last place');
for (const [name, ranges] of Object.entries(asked)) {
  const [x, y] = [0, 1].map((i) => Float64Array.from({ length: COUNT }, ranges[i] ?? (() => 0)));
  if (x && y) compare(name as keyof typeof own, ranges.length, x, y);
}

function compare(name: keyof typeof own, inputs: number, x: Float64Array, y: Float64Array) {
  const call = `${name}(${inputs === 1 ? 'x[i]' : 'x[i], y[i]'})`;
  const loops = [loopOf(call, own), loopOf(`Math.${call}`, {})];
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++)
    for (const [i, loop] of loops.entries()) times[i]?.push(timeOf(loop, x, y));
  const [ours, theirs] = times.map((own) => own.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? 0);
  const columns = [
    (ours ?? 0).toFixed(1).padStart(6),
    (theirs ?? 0).toFixed(1).padStart(8),
    ((ours ?? 0) / (theirs ?? 1)).toFixed(2).padStart(11),
    farthest(name, x, y).toFixed(1).padStart(6),
  ];
  console.log(`${name.padEnd(8)}  ${columns.join(' ')}`);
}

function timeOf(loop: Loop, x: Float64Array, y: Float64Array): number {
  const began = process.cpuUsage().user;
  for (let i = 0; i < REPEATS; i++) loop(x, y);
  return ((process.cpuUsage().user - began) * 1000) / (REPEATS * COUNT);
}

function farthest(name: keyof typeof own, x: Float64Array, y: Float64Array): number {
  const [ours, theirs] = [own[name], Math[name]] as ((x: number, y: number) => number)[];
  let most = 0;
  for (let i = 0; i < COUNT; i++) {
    const [a, b] = [x[i] as number, y[i] as number];
    const value = theirs?.(a, b) ?? 0;
    const unit = 2 ** (Math.floor(Math.log2(Math.abs(value))) - 52);
    most = Math.max(most, Math.abs((ours?.(a, b) ?? 0) - value) / unit);
  }
  return most;
}
