import { expect, test } from 'vitest';
import { createWorkerSlots } from '../../src/fit/worker-slots.js';

test('so many things are done at once, in order, each under the lowest number that is free', async () => {
  const slots = createWorkerSlots(2);
  const told: string[] = [];
  const open: (() => void)[] = [];
  const work = (name: string) =>
    slots.run(async (worker) => {
      told.push(`${name} by ${worker}`);
      await new Promise<void>((resolve) => void open.push(resolve));
      if (name === 'b') throw new Error('it fails');
      return name;
    });
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(work);
  const failed = expect(b).rejects.toThrow('it fails');
  await Promise.resolve();
  expect(told).toEqual(['a by 1', 'b by 2']);
  open[1]?.();
  await failed;
  expect(told).toEqual(['a by 1', 'b by 2', 'c by 2']);
  open[0]?.();
  expect(await a).toBe('a');
  open[2]?.();
  open[3]?.();
  expect(await Promise.all([c, d])).toEqual(['c', 'd']);
  expect(told.at(-1)).toBe('d by 1');
});
