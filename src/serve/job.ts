/** How the rows of a request are written. */
export type RowsForm = 'json' | 'csv' | 'lines' | 'form';

/** Rows that a thread is asked to answer. */
export interface Job {
  readonly form: RowsForm;
  readonly bytes: Uint8Array;
  /** What stands between the fields of a form. @default none, as of other forms */
  readonly boundary?: string | undefined;
  /** Whether each answer comes with what each column adds. */
  readonly explain: boolean;
  /** The place of the first line in its stream, from 0. */
  readonly firstLine: number;
}

/** What is sent back for a job. */
export interface JobAnswer {
  readonly status: number;
  /** JSON, or a line of JSON for each row. */
  readonly body: string;
  /** Rows that were predicted, and rows that could not be. */
  readonly predicted: number;
  readonly refused: number;
  /** What the reader noticed, where the body has no place for it: of lines. */
  readonly notes: readonly string[];
}

/** How cells differ from those of training. */
export const DRIFT_KINDS = ['missing', 'unseen', 'range'] as const;

/** The answers of a batch, and its cells by (columns, DRIFT_KINDS). */
export interface BatchAnswer {
  readonly answers: readonly JobAnswer[];
  readonly drift: Float64Array;
}

/** Answers jobs that have come together. */
export type AnswerJobs = (jobs: readonly Job[]) => Promise<BatchAnswer>;
