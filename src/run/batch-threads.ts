import { setImmediate } from 'node:timers/promises';
import { threadsWithRoom } from '../util/address-space.js';
import { AutofitError } from '../util/errors.js';
import { threadFile } from '../util/thread-file.js';
import { openThreads } from './ask-thread.js';
import { type BatchAnswer, type BatchStart, type BatchTask, openBatch } from './batch-block.js';
import type { BatchMistake } from './batch-worker.js';

/** Predicts blocks, several at once. */
export interface BatchThreads {
  /** Blocks that are worked on at once. */
  readonly threads: number;
  run(task: BatchTask): Promise<BatchAnswer>;
  close(): Promise<void>;
}

/** In so many threads, or in this one where there is no room for two. */
export function openBatchThreads(start: BatchStart, workers: number): BatchThreads {
  const threads = Math.min(workers, threadsWithRoom());
  if (threads < 2) return inThisThread(start);
  const file = threadFile(import.meta.url, './load-batch-worker.cjs', './batch-worker.ts');
  const { ask, close } = openThreads(file, threads, start);
  return {
    threads,
    async run(task) {
      // A copy goes there, so that it can be asked again.
      const answer = await ask<BatchAnswer | BatchMistake>(task);
      if (answer.kind === 'batch-answer') return answer;
      throw new AutofitError(answer.code, answer.message, answer.details);
    },
    close,
  };
}

function inThisThread(start: BatchStart): BatchThreads {
  const predict = openBatch(start);
  return {
    threads: 1,
    async run(task) {
      // Signals are heard between blocks.
      await setImmediate();
      return predict(task);
    },
    close: async () => {},
  };
}
