import type { Redis } from 'ioredis';
import type { Executor } from '../../trial/job.js';
import { now } from '../../util/clock.js';
import { BadArrival, getBlob, putBlob, refOf } from './blob-store.js';
import { readJob, resultBytes } from './job-message.js';
import type { JobSource, TakenJob } from './job-source.js';
import { type JobAnswer, PROTOCOL } from './protocol.js';

/** A run that a worker works for. */
export interface ServedRun {
  /** Jobs that run now, and those that may. */
  readonly running: number;
  readonly seats: number;
  /** Takes a job, if one waits, and runs it on a seat of the worker; what it gives ends with the job. */
  take(seat: number): Promise<{ readonly ended: Promise<void> } | undefined>;
  /** Says that what runs is still worked at. */
  renew(): Promise<void>;
  /** Ends jobs with what they have: their answers are sent. */
  stop(): void;
  /** Puts jobs back into the queue: what they have is thrown away. */
  giveBack(): Promise<void>;
  close(): Promise<void>;
}

/** Who works, for whom, and by what. */
export interface ServedPlace {
  readonly client: Redis;
  readonly run: string;
  readonly worker: string;
  readonly machine: string;
  /** The SHA-256 of the context. */
  readonly context: string;
  readonly source: JobSource;
  /** Runs the jobs, until the controller aborts. */
  readonly executor: Executor;
  readonly controller: AbortController;
}

export function serveRun(place: ServedPlace): ServedRun {
  const { source, executor, controller, worker, machine } = place;
  const running = new Map<string, TakenJob>();
  let isGivenBack = false;
  const work = async (taken: TakenJob, seat: number) => {
    await taken.begin({ worker, machine, seat });
    const answer = await answerOf(taken, place);
    if (!isGivenBack) await taken.answer(answer);
  };
  return {
    get running() {
      return running.size;
    },
    seats: executor.workers,
    async take(seat) {
      const taken = await source.take();
      if (!taken) return undefined;
      running.set(taken.id, taken);
      const ended = work(taken, seat)
        // Its lock runs out, and another worker takes it.
        .catch(() => {})
        .then(() => void running.delete(taken.id));
      return { ended };
    },
    renew: () => source.renew([...running.keys()]),
    stop: () => controller.abort(),
    async giveBack() {
      isGivenBack = true;
      await Promise.allSettled([...running.values()].map((taken) => taken.giveBack()));
    },
    async close() {
      isGivenBack = true;
      await executor.close();
      await source.close();
    },
  };
}

/** Runs a job; one that cannot be read counts as not finished, and is sent anew. */
async function answerOf({ message }: TakenJob, place: ServedPlace): Promise<JobAnswer> {
  const { client, run, worker, machine, context, executor } = place;
  const start = now();
  const outcomeOf = async (): Promise<JobAnswer['outcome']> => {
    if (!message) return { kind: 'stopped' };
    const job = await readJob(message, context, (ref) => getBlob(client, run, ref));
    const outcome = await executor.run(job);
    if (outcome.kind !== 'done') return outcome;
    const bytes = resultBytes(outcome);
    const result = await refOf(bytes);
    await putBlob(client, run, result, bytes);
    return { kind: 'done', result };
  };
  const outcome = await outcomeOf().catch((thrown): JobAnswer['outcome'] => {
    if (thrown instanceof BadArrival) return { kind: 'stopped' };
    throw thrown;
  });
  const seconds = (now() - start) / 1000;
  const key = message?.key ?? '';
  return { protocol: PROTOCOL, context, key, worker, machine, seconds, outcome };
}
