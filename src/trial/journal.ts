import type { Json } from '../util/json.js';
import type { AnswerTime } from './answer-time.js';
import type { MachineWork } from './job.js';
import type { Trial } from './trial.js';

/** What a run is about: everything that a later process needs to go on with it. */
export interface RunEvent {
  readonly kind: 'run';
  /** Of the journal's format. */
  readonly format: number;
  /** Of autofit, Node and the kernels: results of others would not be the same. */
  readonly versions: { readonly [name: string]: string };
  /** Date and time in UTC. */
  readonly began: string;
  readonly metric: string;
  /** The file that was read; null where there is none to go on with. */
  readonly source: string | null;
  /** Whether reading was stopped before the end. */
  readonly isCut?: boolean | undefined;
  /** Of what was read from all files. */
  readonly dataHash: string;
  readonly settings: Json;
  readonly settingsHash: string;
}

/** How many epochs, or trees, of each family the time allows, as timed at the start. */
export interface PaceEvent {
  readonly kind: 'pace';
  readonly affordable: Readonly<Record<string, number>>;
}

/** A stretch is done, and what it left is safe. */
export interface TrialEvent {
  readonly kind: 'trial';
  readonly stretch: number;
  readonly trial: Trial;
  /** Since the start of the run, all its processes together. */
  readonly seconds: number;
}

/** How long a trial takes to answer, as timed when the search was over: what may enter the ensemble hangs on it. */
export interface TimingEvent {
  readonly kind: 'timing';
  /** The trial's number, and the rung at which it was complete. */
  readonly trial: number;
  readonly rung: number;
  /** Models that were timed: one of all rows stands for those of the folds. */
  readonly models: number;
  readonly time: AnswerTime;
}

/** What each machine did for a process of the run, where there were several. */
export interface MachinesEvent {
  readonly kind: 'machines';
  readonly machines: readonly MachineWork[];
}

/** What was noticed while fitting, for its report. */
export interface ToldEvent {
  readonly kind: 'told';
  readonly messages: readonly ToldMessage[];
}

export interface ToldMessage {
  readonly kind: 'note' | 'warning';
  readonly message: string;
}

/** The model is written and nothing is left to do, unless the run is given more. */
export interface EndEvent {
  readonly kind: 'end';
  readonly seconds: number;
}

/** A run was given more to spend than it had. */
export interface MoreEvent {
  readonly kind: 'more';
  /** What the run had taken by then. */
  readonly seconds: number;
  /** Trials in all; null for no bound. */
  readonly trials: number | null;
  /** Seconds in all; null for no bound. */
  readonly timeLimit: number | null;
  /** Of these, those that were over when a clock began to bound it. */
  readonly since: number;
}

/** What people are told of it. */
export type Join = Pick<MoreEvent, 'seconds' | 'trials' | 'timeLimit'>;

export function joinOf({ seconds, trials, timeLimit }: MoreEvent): Join {
  return { seconds, trials, timeLimit };
}

export type JournalEvent =
  | RunEvent
  | PaceEvent
  | TrialEvent
  | TimingEvent
  | ToldEvent
  | EndEvent
  | MoreEvent
  | MachinesEvent;

/** A run's log. */
export type Journal = EventLog<JournalEvent>;

/** What happens, written in the order of arrival. */
export interface EventLog<E> {
  /** What earlier processes wrote. */
  readonly earlier: readonly E[];
  /** The event is on disk when it resolves. Rejects once an earlier one could not be written. */
  append(event: E): Promise<void>;
  /** Waits for what was appended. */
  close(): Promise<void>;
}

/** The journal of a run that leaves nothing on disk. */
export const noJournal: Journal = {
  earlier: [],
  append: async () => {},
  close: async () => {},
};
