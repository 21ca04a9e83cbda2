import { expect, test } from 'vitest';
import { rarely } from '../../../src/workers/redis/rarely.js';

test('what fails again and again is tried ever more rarely, up to every ninth time, until it does not fail', async () => {
  let fails = true;
  const tried: number[] = [];
  let call = 0;
  const own = rarely(async () => {
    tried.push(call);
    if (fails) throw new Error(`call ${call}`);
  });
  const told: string[] = [];
  for (; call < 30; call++) await own().catch((thrown: Error) => told.push(thrown.message));
  expect(tried).toEqual([0, 2, 5, 10, 19, 28]);
  expect(told.slice(0, 6)).toEqual(['call 0', 'call 0', 'call 2', 'call 2', 'call 2', 'call 5']);
  fails = false;
  for (call = 30; call < 40; call++) await own().catch(() => {});
  expect(tried.slice(6)).toEqual([37, 38, 39]);
  fails = true;
  for (call = 40; call < 43; call++) await own().catch(() => {});
  expect(tried.slice(9)).toEqual([40, 42]);
});
