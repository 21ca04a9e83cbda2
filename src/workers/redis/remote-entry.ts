import type { Redis } from 'ioredis';
import type { Job, JobOutcome } from '../../trial/job.js';
import type { SentJob } from './job-message.js';
import type { JobQueue, QueueListener } from './job-queue.js';
import type { BlobRef, JobBegun } from './protocol.js';
import type { Tally } from './tally.js';

/** A job of the search, wherever it runs; the first outcome counts. */
export interface Task {
  readonly job: Job;
  readonly end: (outcome: JobOutcome) => void;
  isOver: boolean;
}

/** What the search is told of jobs that are elsewhere. */
export interface RemoteListener {
  onBegun(task: Task, begun: JobBegun): void;
  /** It runs there no more, however it ended. */
  onEnded(task: Task, begun: JobBegun): void;
  /** It is to be run here. */
  onReturned(task: Task): void;
  onNote(message: string): void;
}

/** Where jobs are sent to, and what they are about. */
export interface RemotePlace {
  readonly client: Redis;
  readonly run: string;
  readonly context: BlobRef;
  /** How many numbers a job's predictions are; undefined where nobody looks at them. */
  readonly predictionsOf: (job: Job) => number | undefined;
  readonly openQueue: (listener: QueueListener) => JobQueue;
  /** Called when a job waits that did not before, with how many others have begun. */
  readonly onQueued: (begun: number) => void;
  readonly tally: Tally;
}

/** A job that was sent. */
export interface RemoteEntry {
  readonly task: Task;
  readonly id: string;
  readonly sent: SentJob;
  /** Whether Redis has said that it has it. */
  isQueued: boolean;
  /** Whether it is on its way there. */
  isUnderWay: boolean;
  begun?: JobBegun | undefined;
  begunAt?: number | undefined;
  /** Whether it is also run here, as it is overdue. */
  isDoubled?: boolean | undefined;
  refused: number;
  /** Whether its answer is being read. */
  isRead: boolean;
}
