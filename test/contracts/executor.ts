import { afterAll, describe, expect, test } from 'vitest';
import type { Executor, FoldResult, JobOutcome, TrialJob } from '../../src/trial/job.js';
import { createFoldRunner, type TrialContext } from '../../src/trial/run-fold.js';
import { sampleRows } from '../fixtures/rows.js';
import { trialContext } from '../fixtures/trial-context.js';

/** An executor to be held to the contract, with its way of making a worker die while it runs a job. */
export interface ExecutorUnderTest {
  readonly name: string;
  create(context: TrialContext, workers: number, signal: AbortSignal): Executor | Promise<Executor>;
  /** Kills one worker that is busy, for real. */
  killOne(): Promise<void>;
}

const quick = {
  optimizer: 'adamw',
  learningRate: 0.01,
  weightDecay: 0.01,
  batchSize: 16,
  epochs: 3,
  patience: 3,
};
const endless = { ...quick, epochs: 1_000_000_000, patience: 1_000_000_000 };

function job(trial: number, fold = 0, params: TrialJob['config']['params'] = quick): TrialJob {
  return { kind: 'trial', trial, fold, config: { family: 'linear', params } };
}

/** An outcome without what the clock measured. */
function untimed(outcome: JobOutcome): JobOutcome {
  return outcome.kind === 'done' ? { ...outcome, fitSeconds: 0, msPer1000Rows: 0 } : outcome;
}

/** What every executor promises. */
export function executorContract({ name, create, killOne }: ExecutorUnderTest): void {
  describe(`the executor ${name}`, async () => {
    const { context } = await trialContext(sampleRows(60), {
      label: 'kind',
      ignore: ['price', 'sold'],
    });
    const open: Executor[] = [];
    const start = async (workers: number, signal = new AbortController().signal) => {
      const executor = await create(context, workers, signal);
      open.push(executor);
      return executor;
    };
    afterAll(async () => {
      await Promise.all(open.map((executor) => executor.close()));
    });

    test('gives the outcomes of running in this process, for any number of workers', async () => {
      const jobs = [1, 2, 3].flatMap((trial) => [job(trial, 0), job(trial, 1)]);
      const runFold = createFoldRunner(context, () => false);
      const expected = jobs.map((each) => untimed(runFold(each)));
      for (const workers of [1, 3]) {
        const executor = await start(workers);
        const outcomes = await Promise.all(jobs.map((each) => executor.run(each)));
        expect(outcomes.map(untimed)).toEqual(expected);
        await executor.close();
      }
    });

    test('hands back what failed as an outcome with its reason, and goes on', async () => {
      const executor = await start(1);
      const unknown = { ...job(1), config: { family: 'oracle', params: {} } };
      const outcomes = [
        await executor.run(job(1, 0, { ...quick, learningRate: 'fast' })),
        await executor.run(unknown),
        await executor.run(job(1, 99)),
        await executor.run(job(1, 0, { ...quick, learningRate: 1e30 })),
        await executor.run(job(1)),
      ];
      const told = outcomes.map((outcome) =>
        outcome.kind === 'failed' ? outcome.reason : outcome.kind,
      );
      expect(told).toEqual([
        expect.stringContaining('learningRate'),
        expect.stringContaining('oracle'),
        expect.stringContaining('no fold 99'),
        expect.stringContaining('diverged'),
        'done',
      ]);
    });

    test('what a worker had that dies is done by another one', async () => {
      const executor = await start(1);
      expect((await executor.run(job(1))).kind).toBe('done');
      const long = job(2, 0, { ...quick, epochs: 1000, patience: 1000 });
      const dying = executor.run(long);
      const waiting = [executor.run(job(3)), executor.run(job(4))];
      await killOne();
      expect((await Promise.all(waiting)).map(({ kind }) => kind)).toEqual(['done', 'done']);
      expect(untimed(await dying)).toEqual(untimed(createFoldRunner(context, () => false)(long)));
    });

    test('an abort ends running jobs at a batch, keeping what they have, and starts no waiting one', async () => {
      const controller = new AbortController();
      const executor = await start(1, controller.signal);
      const first = executor.run(job(1));
      const running = executor.run(job(2, 0, endless));
      const waiting = executor.run(job(3));
      expect((await first).kind).toBe('done');
      controller.abort();
      const [ended, next] = await Promise.all([running, waiting]);
      expect(['done', 'stopped']).toContain(ended.kind);
      if (ended.kind === 'done') expect(finite(ended)).toBe(true);
      expect(next).toEqual({ kind: 'stopped' });
    });

    test('when it is closed, what runs and what comes later is stopped, not failed', async () => {
      const executor = await start(1);
      expect((await executor.run(job(1))).kind).toBe('done');
      const running = executor.run(job(2, 0, endless));
      const waiting = executor.run(job(3));
      await executor.close();
      const ended = [await running, await waiting, await executor.run(job(4))];
      expect(ended.map(({ kind }) => kind)).not.toContain('failed');
      expect(ended.slice(1)).toEqual([{ kind: 'stopped' }, { kind: 'stopped' }]);
    });

    test('after an abort the baseline still runs', async () => {
      const executor = await start(1, AbortSignal.abort());
      const constant = { ...job(0), config: { family: 'constant', params: {} } };
      expect((await executor.run(constant)).kind).toBe('done');
      expect(await executor.run(job(1))).toEqual({ kind: 'stopped' });
    });
  });
}

function finite({ predictions }: FoldResult): boolean {
  return predictions.every(Number.isFinite);
}
