import { type AnswerStart, openThread } from './answer-thread.js';
import { HttpFault, inside } from './http-fault.js';
import type { Job, JobAnswer } from './job.js';
import { takesPictures } from './takes-pictures.js';

export interface PoolOptions {
  readonly threads: number;
  /** Jobs that wait at most; more are refused. */
  readonly queue: number;
  /** Milliseconds that a job may wait before it is refused, and a batch take before its thread is given up. */
  readonly timeout: number;
  /** Told of each batch's drift. */
  readonly onDrift: (drift: Float64Array) => void;
  /** Told of what went wrong inside. */
  readonly onFailure: (reason: string) => void;
}

/**
 * Threads that answer jobs. One that is idle gets a job at once; jobs that come while all are at work wait, and are then taken
 * together: batches grow by themselves with the load, and nobody waits for company.
 */
export interface ThreadPool {
  /** Rejects with an HttpFault where too many wait, it has waited too long, the thread ended, or all are closed. */
  answer(job: Job): Promise<JobAnswer>;
  waiting(): number;
  close(): Promise<void>;
}

interface Waiting {
  readonly job: Job;
  readonly resolve: (answer: JobAnswer) => void;
  readonly reject: (thrown: unknown) => void;
  /** Sends it away once it has waited too long: who asked may be gone, and others wait behind it. */
  readonly timer: NodeJS.Timeout;
}

const MOST_JOBS = 64;
const MOST_BYTES = 1 << 18;

/** Resolves once all threads have loaded the model; throws where one cannot. */
export async function openThreads(start: AnswerStart, options: PoolOptions): Promise<ThreadPool> {
  const { threads: count, queue, timeout, onDrift, onFailure } = options;
  const line: Waiting[] = [];
  // Bytes do not tell how much work a picture is, and who is slow must not be so for others.
  const together = takesPictures(start) ? 1 : MOST_JOBS;
  const onIdle = () => {
    for (const thread of threads) {
      if (line.length === 0) return;
      if (!thread.isIdle()) continue;
      const batch = takeBatch(line, together);
      for (const { timer } of batch) clearTimeout(timer);
      void handOver(thread.answer, batch, { onDrift, onFailure });
    }
  };
  const threads = Array.from({ length: count }, () =>
    openThread(start, { timeout, onIdle, onFailure }),
  );
  let isClosed = false;
  const close = async () => {
    isClosed = true;
    for (const { reject, timer } of line.splice(0)) {
      clearTimeout(timer);
      reject(inside());
    }
    await Promise.all(threads.map((thread) => thread.close()));
  };
  try {
    await Promise.all(threads.map(({ ready }) => ready));
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return {
    answer(job) {
      if (isClosed) return Promise.reject(inside());
      if (line.length >= queue) return Promise.reject(tooMany());
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          const place = line.findIndex((own) => own.timer === timer);
          line.splice(place, 1);
          reject(tooMany());
        }, timeout);
        line.push({ job, resolve, reject, timer });
        onIdle();
      });
    },
    waiting: () => line.length,
    close,
  };
}

async function handOver(
  answer: ReturnType<typeof openThread>['answer'],
  batch: readonly Waiting[],
  { onDrift, onFailure }: Pick<PoolOptions, 'onDrift' | 'onFailure'>,
): Promise<void> {
  try {
    const { answers, drift, failures } = await answer(batch.map(({ job }) => job));
    for (const [i, { resolve, reject }] of batch.entries()) {
      const own = answers[i];
      if (own) resolve(own);
      else reject(inside());
    }
    onDrift(drift);
    for (const failure of failures) onFailure(failure);
  } catch (thrown) {
    for (const { reject } of batch) reject(thrown);
  }
}

/** Takes the first jobs of the line, as many as are little work; one to explain goes alone. */
export function takeBatch<W extends { readonly job: Job }>(line: W[], together: number): W[] {
  let bytes = 0;
  let count = 0;
  for (const { job } of line) {
    bytes += job.bytes.length;
    if (count > 0 && (bytes > MOST_BYTES || job.explain)) break;
    count++;
    if (count === together || job.explain) break;
  }
  return line.splice(0, count);
}

function tooMany(): HttpFault {
  const hint = 'Ask again in a second.';
  return new HttpFault(503, 'BUSY', 'Too many requests wait.', { hint }, { 'Retry-After': '1' });
}
