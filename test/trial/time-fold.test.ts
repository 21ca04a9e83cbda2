import { expect, test } from 'vitest';
import type { Executor, JobOutcome } from '../../src/trial/job.js';
import { timeFold } from '../../src/trial/time-fold.js';

test('a fold that failed, or was stopped, has taken no time', async () => {
  const config = { family: 'linear', params: {} };
  const timeOf = (outcome: JobOutcome) => {
    const executor: Executor = { workers: 1, run: async () => outcome, close: async () => {} };
    return timeFold(executor, config);
  };
  const late = { fitSeconds: 3 };
  expect(await timeOf({ kind: 'stopped', ...late } as JobOutcome)).toBeUndefined();
  expect(
    await timeOf({ kind: 'failed', reason: 'no memory', ...late } as JobOutcome),
  ).toBeUndefined();
  expect(await timeOf({ kind: 'done', ...late } as JobOutcome)).toBe(3);
});
