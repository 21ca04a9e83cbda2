import type { Job, JobAnswer } from './job.js';
import type { PoolOptions } from './thread-pool.js';

/** A model with its threads. Whoever asks it more than once holds on to it: it is closed when nobody does any more. */
export interface ServedModel {
  /** SHA-256 of what the model file holds, and the version of its format. */
  readonly sha256: string;
  readonly format: string;
  /** JSON texts, and the page. */
  readonly schema: string;
  readonly openApi: string;
  page(): Promise<string>;
  answer(job: Job): Promise<JobAnswer>;
  waiting(): number;
  hold(): void;
  letGo(): void;
  /** Closes the threads once nobody holds on to it. */
  retire(): Promise<void>;
  /** Closes them now. */
  close(): Promise<void>;
}

export interface ModelOptions extends Omit<PoolOptions, 'onDrift'> {
  /** Told of each batch's drift by (columns, DRIFT_KINDS). */
  readonly onDrift: (columns: readonly string[], drift: Float64Array) => void;
}
