import { computed, signal } from '@preact/signals';
import type { FitSummary } from '../../fit/summarize.js';
import type { Inspection } from '../../inspect.js';
import { type FitState, firstFitState, nextFitState } from '../../options/fit-state.js';
import type { RunSummary } from '../../run/run-summary.js';
import { now } from '../../util/clock.js';
import type {
  StudioData,
  StudioFit,
  StudioMistake,
  StudioTold,
  WaitingRun,
} from '../studio-calls.js';
import { texts } from './texts.js';

export type Step = 'data' | 'columns' | 'search' | 'result';

/** What the user has told so far. */
export type Choices = StudioFit;

/** The run at hand, as it was told of. */
export interface RunAtHand {
  readonly run: string;
  readonly data: string;
  readonly state: FitState;
  /** Since it began, when it was last heard of. */
  readonly seconds: number;
  /** When that was, in milliseconds of this page. */
  readonly heardAt: number;
  readonly notes: readonly string[];
  readonly isStopping: boolean;
}

const FIRST: Choices = {
  label: undefined,
  types: {},
  ignore: [],
  timeLimit: '1m',
  preset: 'balanced',
};

export const step = signal<Step>('data');
export const data = signal<StudioData | undefined>(undefined);
export const inspection = signal<Inspection | undefined>(undefined);
export const choices = signal<Choices>(FIRST);
export const atHand = signal<RunAtHand | undefined>(undefined);
/** What a run has found, with what was told on the way. */
export interface Result {
  readonly run: string;
  readonly summary: FitSummary;
  readonly notes: readonly string[];
}

export const result = signal<Result | undefined>(undefined);
/** How the run at hand has ended; undefined as long as it goes on. */
export const ended = signal<
  (Result | { readonly run: string; readonly mistake: StudioMistake }) | undefined
>(undefined);
/** The run that the page shows, which may still wait; undefined for whichever comes, null for none. */
export const followed = signal<string | null | undefined>(undefined);
/** Runs that wait for the end of that at hand. */
export const queue = signal<readonly WaitingRun[]>([]);
export const runs = signal<readonly RunSummary[]>([]);
export const mistake = signal<StudioMistake | undefined>(undefined);
/** What is waited for. */
export const waiting = signal<string | undefined>(undefined);
/** Whether the workers of the page share memory; undefined until that is known, and where a server does the work. */
export const isShared = signal<boolean | undefined>(undefined);
export const isBusy = computed(() => waiting.value !== undefined);

/** Takes what was told of the run at hand. */
export function take(told: StudioTold): void {
  if (told.kind === 'begun') takeBegin(told);
  else if (told.kind === 'event') takeEvent(told);
  else if (told.kind === 'time') takeTime(told.seconds);
  else if (told.kind === 'done') {
    const { run, summary } = told;
    takeEnd({ run, summary, notes: atHand.value?.notes ?? [] });
  } else if (told.kind === 'failed') {
    takeEnd({ run: atHand.value?.run ?? '', mistake: told.mistake });
  } else if (told.kind === 'waiting') takeQueue(told.runs);
  else takeServer(told.kind);
}

/** Whether who tells is there: what a server was at that was started anew is not gone on with by itself. */
function takeServer(kind: 'lost' | 'found' | 'restarted'): void {
  if (kind === 'lost') mistake.value = texts.lost;
  else if (kind === 'found') {
    if (mistake.value?.message === texts.lost.message) mistake.value = undefined;
  } else {
    queue.value = [];
    const wentOn = atHand.value !== undefined && atHand.value.run !== ended.value?.run;
    if (!wentOn && step.value !== 'search') return;
    atHand.value = undefined;
    followed.value = undefined;
    mistake.value = texts.restarted;
    if (step.value === 'search') step.value = 'data';
  }
}

function takeBegin({ run, data }: Extract<StudioTold, { kind: 'begun' }>): void {
  const state = firstFitState(0);
  atHand.value = { run, data, state, seconds: 0, heardAt: now(), notes: [], isStopping: false };
  ended.value = undefined;
  queue.value = queue.value.filter((own) => own.run !== run);
  if (isMeant(run)) follow(run);
}

function takeEnd(end: NonNullable<typeof ended.value>): void {
  ended.value = end;
  if (isMeant(end.run)) follow(end.run);
}

/** Who has waited for a run that will not be begun is where it was before. */
function takeQueue(runs: readonly WaitingRun[]): void {
  const own = followed.value;
  const waits = (all: readonly WaitingRun[]) => all.some(({ run }) => run === own);
  const isDropped = waits(queue.value) && !waits(runs) && atHand.value?.run !== own;
  queue.value = runs;
  if (isDropped) stepBack();
}

/** Whether a run is what this page is about: its own, or where it has none yet, whichever comes. Who looks at data is left in peace. */
function isMeant(run: string): boolean {
  if (step.value === 'columns') return false;
  if (followed.value === undefined) return step.value !== 'result';
  return followed.value === run;
}

/** Whether the search of a run is what the page shows. */
export function isShown(run: string): boolean {
  return step.value === 'search' && followed.value === run;
}

/** Shows a run from here on: as it waits, as it goes on, or what it has found. */
export function follow(run: string): void {
  followed.value = run;
  const end = ended.value?.run === run ? ended.value : undefined;
  if (end && 'mistake' in end) {
    mistake.value = end.mistake;
    stepBack();
    return;
  }
  if (atHand.value?.run === run && !end) mistake.value = undefined;
  result.value = end;
  step.value = end ? 'result' : 'search';
}

/** Forgets how a run has ended. */
export function leave(run: string): void {
  if (ended.value?.run === run) ended.value = undefined;
}

/** From a search that will not come to an end. */
function stepBack(): void {
  followed.value = null;
  if (step.value === 'search') step.value = data.value ? 'columns' : 'data';
}

function takeEvent({ event, seconds }: Extract<StudioTold, { kind: 'event' }>): void {
  const before = atHand.value;
  if (!before) return;
  const isNote = event.kind === 'note' || event.kind === 'warning';
  atHand.value = {
    ...before,
    seconds,
    heardAt: now(),
    state: nextFitState(before.state, event, seconds),
    notes: isNote ? [...before.notes, event.message] : before.notes,
  };
}

function takeTime(seconds: number): void {
  if (atHand.value) atHand.value = { ...atHand.value, seconds, heardAt: now() };
}

/** Whether nothing was begun that a page loaded again would lose. */
export function isIdle(): boolean {
  return step.value === 'data' && !isBusy.value;
}

/** Forgets the data and what was told of it. */
export function beginAgain(): void {
  data.value = undefined;
  inspection.value = undefined;
  choices.value = FIRST;
  result.value = undefined;
  mistake.value = undefined;
  followed.value = null;
  step.value = 'data';
}

/** Whatever was thrown, as the user reads it. */
export function mistakeOf(thrown: unknown): StudioMistake {
  const { message = String(thrown), hint } = thrown as Partial<StudioMistake>;
  return { message, hint };
}

/** Does something that takes a while, and shows what goes wrong; undefined where it has. */
export async function waitFor<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
  waiting.value = what;
  mistake.value = undefined;
  try {
    return await work();
  } catch (thrown) {
    mistake.value = mistakeOf(thrown);
    return undefined;
  } finally {
    waiting.value = undefined;
  }
}
