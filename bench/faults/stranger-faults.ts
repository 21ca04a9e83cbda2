import { createFoldRunner } from '../../src/trial/run-fold.js';
import { resultBytes } from '../../src/workers/redis/job-message.js';
import type { TakenJob } from '../../src/workers/redis/job-source.js';
import { sampleRows } from '../../test/fixtures/rows.js';
import { type StrangeAnswer, startStranger } from '../../test/fixtures/stranger.js';
import { trialContext } from '../../test/fixtures/trial-context.js';
import { onRedis } from './on-redis.js';

/** Faults of a third worker that speaks as workers do, and takes jobs from some moment on. */
export const strangerFaults = [
  withStranger('worker-mute', 'a worker takes a job and says nothing more', never, false),
  withStranger('worker-hung', 'a worker takes a job, says that it lives and never answers', never),
  withStranger('worker-garbage', 'a worker answers each job with three bytes', async (_, put) => ({
    outcome: await put(Uint8Array.of(1, 2, 3)),
  })),
  withStranger(
    'worker-other-data',
    'a worker answers with what it trained on other data',
    async (_, put) => ({
      outcome: await put(await otherResult()),
    }),
  ),
  withStranger(
    'worker-other-job',
    'a worker answers with what is of another search',
    async (_, put) => ({
      context: 'f'.repeat(64),
      key: '0',
      outcome: await put(await otherResult()),
    }),
  ),
];

async function never(taken: TakenJob): Promise<never> {
  await taken.begin({ worker: 'w', machine: 'stranger', seat: 1 });
  return new Promise(() => {});
}

function withStranger(kind: string, how: string, answer: StrangeAnswer, saysThatItLives = true) {
  return onRedis({
    kind,
    how,
    async strike({ url }, { command }) {
      const leave = await startStranger(url, answer, { saysThatItLives });
      await command.ended;
      leave();
      return undefined;
    },
  });
}

/** A whole result, of a small table. */
async function otherResult(): Promise<Uint8Array> {
  const { context } = await trialContext(sampleRows(60), {
    label: 'kind',
    ignore: ['price', 'sold'],
  });
  const params = { optimizer: 'adamw', learningRate: 0.01, weightDecay: 0.01, batchSize: 16 };
  const config = { family: 'linear', params: { ...params, epochs: 3, patience: 3 } };
  const runFold = createFoldRunner(context, () => false);
  const result = runFold({ kind: 'trial', trial: 1, fold: 0, config });
  if (result.kind !== 'done') throw new Error('the fold did not train');
  return resultBytes(result);
}
