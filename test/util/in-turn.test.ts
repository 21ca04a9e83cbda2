import { expect, test } from 'vitest';
import { inTurn } from '../../src/util/in-turn.js';

test('a signal that comes during the work is heard before its result', async () => {
  let isHeard = false;
  process.once('SIGUSR2', () => {
    isHeard = true;
  });
  expect(await inTurn(() => process.kill(process.pid, 'SIGUSR2'))).toBe(true);
  expect(isHeard).toBe(true);
});
