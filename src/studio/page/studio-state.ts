import { computed, signal } from '@preact/signals';
import type { FitSummary } from '../../fit/summarize.js';
import type { Inspection } from '../../inspect.js';
import { type FitState, firstFitState, nextFitState } from '../../options/fit-state.js';
import type { RunSummary } from '../../run/run-summary.js';
import { now } from '../../util/clock.js';
import type { StudioData, StudioFit, StudioMistake, StudioTold } from '../studio-calls.js';
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
export const result = signal<{ readonly run: string; readonly summary: FitSummary } | undefined>(
  undefined,
);
export const runs = signal<readonly RunSummary[]>([]);
export const mistake = signal<StudioMistake | undefined>(undefined);
/** What is waited for. */
export const waiting = signal<string | undefined>(undefined);
export const isBusy = computed(() => waiting.value !== undefined);

/** Takes what was told of the run at hand. */
export function take(told: StudioTold): void {
  if (told.kind === 'begun') {
    const { run, data } = told;
    const state = firstFitState(0);
    atHand.value = { run, data, state, seconds: 0, heardAt: now(), notes: [], isStopping: false };
    mistake.value = undefined;
    result.value = undefined;
    step.value = 'search';
  } else if (told.kind === 'event') takeEvent(told);
  else if (told.kind === 'done') {
    result.value = { run: told.run, summary: told.summary };
    step.value = 'result';
  } else if (told.kind === 'failed') {
    mistake.value = told.mistake;
    atHand.value = undefined;
    if (step.value === 'search') step.value = data.value ? 'columns' : 'data';
  } else if (told.kind === 'lost') mistake.value = texts.lost;
  else if (mistake.value === texts.lost) mistake.value = undefined;
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

/** Forgets the data and what was told of it. */
export function beginAgain(): void {
  data.value = undefined;
  inspection.value = undefined;
  choices.value = FIRST;
  result.value = undefined;
  mistake.value = undefined;
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
