import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { collectGarbage } from '../../src/util/collect-garbage.js';
import { createGiveUp } from '../../src/util/give-up.js';

test('what is waited for is given, or what is given instead of all that is not here', async () => {
  const { wait, giveUp } = createGiveUp<string>();
  const never = new Promise<number>(() => {});
  expect(await wait(Promise.resolve(1))).toBe(1);
  await expect(wait(Promise.reject(new Error('no')))).rejects.toThrow('no');
  const [first, second] = [wait(never), wait(setTimeout(1, 2))];
  expect(await second).toBe(2);
  giveUp('over');
  giveUp('later');
  expect(await first).toBe('over');
  expect(await wait(never)).toBe('over');
  expect(await wait(Promise.resolve(3))).toBe(3);
});

test('nothing that was given is held until all is given up', async () => {
  const { wait } = createGiveUp<string>();
  const given: WeakRef<object>[] = [];
  for (let i = 0; i < 20; i++) {
    const own = await wait(Promise.resolve({ bytes: new Uint8Array(1 << 20) }));
    given.push(new WeakRef(own as object));
  }
  await setTimeout(1);
  collectGarbage();
  expect(given.filter((own) => own.deref()).length).toBeLessThan(3);
});
