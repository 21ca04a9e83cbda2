import { expect, test } from 'vitest';
import { inTurns } from '../../src/util/in-turns.js';
import { atOnce, mapInSteps } from '../../src/util/steps.js';
import { Stopped } from '../../src/util/stopped.js';

const doubled = () => mapInSteps([1, 2, 3], (value, place) => [place, 2 * value]);

test('work in steps gives the same at once and in turns', async () => {
  const result = [
    [0, 2],
    [1, 4],
    [2, 6],
  ];
  expect(atOnce(doubled())).toEqual(result);
  expect(await inTurns(doubled())).toEqual(result);
});

test('a signal of the system that comes during a step is heard before the next one', async () => {
  const heard: string[] = [];
  process.once('SIGUSR2', () => heard.push('signal'));
  const steps = mapInSteps(['first', 'second'], (name) => {
    if (name === 'first') process.kill(process.pid, 'SIGUSR2');
    heard.push(name);
  });
  await inTurns(steps);
  expect(heard).toEqual(['first', 'signal', 'second']);
});

test('behind an abort no step is taken', async () => {
  const controller = new AbortController();
  const taken: number[] = [];
  const steps = mapInSteps([1, 2, 3], (value) => {
    taken.push(value);
    if (value === 2) controller.abort();
  });
  await expect(inTurns(steps, controller.signal)).rejects.toThrow(Stopped);
  expect(taken).toEqual([1, 2]);
});

test('a fault of the work is the fault of its steps', async () => {
  const steps = () =>
    mapInSteps([1], () => {
      throw new RangeError('no');
    });
  expect(() => atOnce(steps())).toThrow(RangeError);
  await expect(inTurns(steps())).rejects.toThrow(RangeError);
});
