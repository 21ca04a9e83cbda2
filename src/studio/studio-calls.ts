import type { Keeping, PageExport } from '../browser/calls.js';
import type { Drift } from '../drift/drift.js';
import type { FitSummary } from '../fit/summarize.js';
import type { Inspection } from '../inspect.js';
import type { ProgressEvent } from '../options/progress-event.js';
import type { CompareFacts } from '../report/facts/compare-facts.js';
import type { RunSummary } from '../run/run-summary.js';
import type { ToldKind } from '../schema/schema.js';

/** Data of the studio: files that were dropped, an example that ships, or what the server was begun with. */
export type StudioData =
  | { readonly kind: 'files'; readonly files: readonly File[] }
  | { readonly kind: 'example'; readonly name: string }
  | { readonly kind: 'given'; readonly name: string };

/** What columns are told to be. */
export interface ToldColumns {
  readonly label?: string | undefined;
  readonly types: Readonly<Record<string, ToldKind>>;
  readonly ignore: readonly string[];
}

/** What a run is begun with, as options of `fit`. */
export interface StudioFit extends ToldColumns {
  readonly timeLimit: string;
  readonly preset: string;
  /** What decides. @default that of the task */
  readonly metric?: string | undefined;
  /** Of two classes the one that is looked for. @default as `fit` has it */
  readonly positive?: string | undefined;
  /** Columns that say how rows hang together: in time, by what they share, and how much each counts. */
  readonly timeColumn?: string | undefined;
  readonly group?: string | undefined;
  readonly weight?: string | undefined;
  readonly honest?: boolean | undefined;
}

/** What is told of the run at hand, from its beginning on. */
export type StudioTold =
  | { readonly kind: 'begun'; readonly run: string; readonly data: string }
  | {
      readonly kind: 'event';
      readonly event: ProgressEvent;
      /** Since the run began, or went on. */
      readonly seconds: number;
    }
  /** How long the run has gone on, for who comes long behind its last event. */
  | { readonly kind: 'time'; readonly seconds: number }
  | { readonly kind: 'done'; readonly run: string; readonly summary: FitSummary }
  | { readonly kind: 'failed'; readonly mistake: StudioMistake }
  /** All runs that wait for the end of that at hand, in their order. */
  | { readonly kind: 'waiting'; readonly runs: readonly WaitingRun[] }
  /** Who tells cannot be reached, or can again, or was started anew and has no run at hand. */
  | { readonly kind: 'lost' | 'found' | 'restarted' };

/** A run that is begun once those before it are over. */
export interface WaitingRun {
  readonly run: string;
  /** What its data are called. */
  readonly data: string;
}

export interface StudioMistake {
  readonly message: string;
  readonly hint?: string | undefined;
}

/** Predictions as a CSV file, and what the user should know. */
export interface StudioPredictions {
  readonly csv: Blob;
  readonly notes: readonly string[];
}

/** An example that ships. */
export interface StudioExample {
  readonly name: string;
  readonly label: string | undefined;
  readonly rows: string;
  readonly about: string;
}

/**
 * All that the page of the studio does, in the page itself or on the server that it came from: each is a call of the library. Throws what
 * has a `message` and may have a `hint`.
 */
export interface StudioCalls {
  /** Where it runs. */
  readonly place: 'page' | 'server';
  /** What the server was begun with. */
  readonly given: StudioData | undefined;
  readonly examples: readonly StudioExample[];
  /** Whether runs are there after the page is closed. */
  keeping(): Promise<Keeping>;
  inspect(data: StudioData, told: ToldColumns): Promise<Inspection>;
  /** Begins a run, or lets it wait for the end of another, and gives its folder; what comes of it is told to those who watch. */
  fit(data: StudioData, told: StudioFit): Promise<string>;
  /** Goes on with a run, with more time where it is over. */
  resume(run: string, timeLimit?: string): Promise<void>;
  /** Stops the run at hand, which keeps what is finished; one that waits is not begun. */
  stop(run: string): Promise<void>;
  /** Tells all that was told of the run at hand, and goes on telling; what it gives ends that. */
  watch(listener: (told: StudioTold) => void): () => void;
  /** The newest first. */
  runs(): Promise<readonly RunSummary[]>;
  /** Removes a run and the copy of its data, which only a page has to do for its user; others have folders. */
  readonly removeRun?: ((run: string) => Promise<void>) | undefined;
  file(run: string, name: string): Promise<Blob>;
  /** The address of a run's report; undefined where there is none that it could have. */
  reportAddress(run: string): Promise<string | undefined>;
  exportRun(run: string, form: PageExport): Promise<Blob>;
  predict(run: string, data: StudioData): Promise<StudioPredictions>;
  /** Whether rows are still like those of training, and scores where they have labels. */
  drift(run: string, data: StudioData): Promise<Drift>;
  /** Runs beside each other, the first one that others are compared with. */
  compare(runs: readonly string[]): Promise<CompareFacts>;
}
