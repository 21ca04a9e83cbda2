/** What a page asks of the worker that fits, and what that tells. */
import type { Drift } from '../drift/drift.js';
import type { FitSummary } from '../fit/summarize.js';
import type { Inspection, InspectOptions } from '../inspect.js';
import type { FitOptions } from '../options/fit-options.js';
import type { ProgressEvent } from '../options/progress-event.js';
import type { ResumeOptions } from '../options/resume-options.js';
import type { CompareFacts } from '../report/facts/compare-facts.js';
import type { RunSummary } from '../run/run-summary.js';
import type { DataValues } from '../table/read-values.js';

/**
 * A table: a file, whose name tells of its form; the files of a folder, such as one of pictures by class, with their paths
 * (`webkitRelativePath`); or data in memory.
 */
export type PageData = File | readonly File[] | DataValues;

/** Options that need more than a page has, and what to do without each. */
export const NOT_IN_PAGES = {
  redis: 'Searches over machines are for Node.',
  localWorkers: '`workers` says how many threads there are.',
  images: 'Give the files of a folder, pictures and table together.',
  backbone: 'Networks of others are for Node.',
} as const;

/** Options of `fit` in a page. A run with `out` is kept in the origin's private file system, where there is one. */
export interface PageFitOptions
  extends Omit<FitOptions, keyof typeof NOT_IN_PAGES | 'test' | 'validation'> {
  readonly test?: PageData | undefined;
  readonly validation?: PageData | undefined;
}

export type PageInspectOptions = Omit<InspectOptions, 'images'>;
export type PageResumeOptions = Omit<ResumeOptions, 'redis' | 'localWorkers'>;

/** What a fit in a page leaves: the bytes of the model file, and what was found. */
export interface PageFit {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly summary: FitSummary;
}

/** Files with their paths, which files lose between workers; or data in memory. */
export type CarriedData =
  | {
      readonly kind: 'files';
      readonly files: readonly { readonly path: string; readonly file: File }[];
    }
  | { readonly kind: 'values'; readonly values: DataValues };

/** The same of options. */
export interface CarriedOptions extends Omit<PageFitOptions, 'test' | 'validation'> {
  readonly test?: CarriedData | undefined;
  readonly validation?: CarriedData | undefined;
}

/** Predictions of a table in a page. */
export interface PagePredictions {
  readonly csv: Uint8Array<ArrayBuffer>;
  readonly notes: readonly string[];
}

/** Forms that a run's model is written in besides its own. */
export type PageExport = 'html' | 'onnx' | 'python' | 'ts';

/**
 * Where runs are: kept for when the page is opened again; in memory alone, as in private windows and where another page has the files; or
 * in memory from a moment on at which they could not be kept any more, as where no room was left.
 */
export type Keeping = 'kept' | 'memory' | 'lost';

/** What can be asked for, by name. */
export interface PageCalls {
  fit(data: CarriedData, options: CarriedOptions): Promise<PageFit>;
  /** Another form of a run's model, such as a page. */
  exportRun(run: string, form: PageExport): Promise<string | Uint8Array<ArrayBuffer>>;
  resume(run: string, options: PageResumeOptions): Promise<PageFit>;
  inspect(data: CarriedData, options: PageInspectOptions): Promise<Inspection>;
  /** Predictions of a table as CSV, and what the user should know. */
  predictTable(run: string, data: CarriedData): Promise<PagePredictions>;
  drift(run: string, data: CarriedData): Promise<Drift>;
  compare(runs: readonly string[]): Promise<CompareFacts>;
  runs(folder: string): Promise<readonly RunSummary[]>;
  /** The bytes of a file of a run. */
  readFile(path: string): Promise<Uint8Array<ArrayBuffer>>;
  listFiles(folder: string): Promise<readonly string[]>;
  removeFile(path: string): Promise<void>;
  /** Whether files are there after a reload. */
  keeping(): Promise<Keeping>;
}

export type CallName = keyof PageCalls;

export type CallMessage =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly name: CallName;
      readonly told: readonly unknown[];
    }
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'thread-ended'; readonly thread: number; readonly message: string };

/** An error as it crosses between workers, which takes most of its fields away. */
export interface CarriedError {
  readonly message: string;
  /** Of an AutofitError. */
  readonly mistake?: { readonly code: string; readonly details: object } | undefined;
}

export type CallAnswer =
  | { readonly kind: 'event'; readonly id: number; readonly event: ProgressEvent }
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'thrown'; readonly id: number; readonly error: CarriedError }
  | ThreadRequest;

/** What the page does of threads for the worker that gives them jobs by a port. */
export type ThreadRequest =
  | { readonly kind: 'open-thread'; readonly thread: number; readonly port: MessagePort }
  | { readonly kind: 'close-thread'; readonly thread: number };
