import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import {
  beginLogFile,
  continueLogFile,
  damagedLine,
  hasOtherFormat,
  type LogFile,
  logText,
  parseLogFile,
} from '../journal/log-file.js';
import { secondsSchema } from '../journal/seconds-schema.js';
import { paramsSchema, spaceSchema } from '../space/space-schema.js';
import type { EventLog } from '../trial/journal.js';
import { isoTime } from '../util/clock.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import type { StudyRecord } from './course.js';
import type { StudySettings } from './study-settings.js';

/** Raised when what events hold changes its meaning. */
const FORMAT = 1;

const settings = z.strictObject({
  direction: z.literal(['minimize', 'maximize']),
  space: spaceSchema,
  seed: z.int(),
  lag: z.int().min(1),
  asTheyCome: z.boolean(),
  sampler: z.string(),
  scheduler: z.string(),
  enqueue: z.array(paramsSchema),
  from: z.array(z.strictObject({ params: paramsSchema, value: z.number() })),
});

const begun = z.strictObject({
  kind: z.literal('study'),
  format: z.literal(FORMAT),
  began: z.iso.datetime(),
  settings,
});

const trial = z.strictObject({
  kind: z.literal('trial'),
  /** Since the start, all processes together. */
  seconds: secondsSchema,
  number: z.int().min(0),
  params: paramsSchema,
  state: z.literal(['complete', 'pruned', 'failed']),
  value: z.number().nullable(),
  reports: z.array(z.strictObject({ step: z.number(), value: z.number() })),
  reason: z.string().nullable(),
  draws: z.int().min(0),
});

const event = z.discriminatedUnion('kind', [begun, trial]);

export interface StudyBegun {
  readonly kind: 'study';
  readonly format: number;
  readonly began: string;
  readonly settings: StudySettings;
}

export interface StudyTrialEvent extends StudyRecord {
  readonly kind: 'trial';
  readonly seconds: number;
}

export type StudyEvent = StudyBegun | StudyTrialEvent;

/** What a journal holds. */
export interface WrittenStudy {
  readonly begun: StudyBegun;
  readonly trials: readonly StudyTrialEvent[];
  readonly bytes: number;
}

/** Reads a study's journal; undefined where there is none yet. A last line that a crash tore off does not count. */
export function readStudy(path: string): WrittenStudy | undefined {
  const written = bytesOf(path);
  // A file that another program made beforehand, as for a temporary name.
  if (written === undefined || written.length === 0) return undefined;
  const text = logText(fileOf(path), written);
  if (hasOtherFormat(text, FORMAT)) {
    throw damagedLine(fileOf(path), 1, 'it does not begin a study of this version');
  }
  const { events, bytes } = parseLogFile<StudyEvent>(fileOf(path), text, event);
  const [first, ...trials] = events;
  if (first?.kind !== 'study') throw damagedLine(fileOf(path), 1, 'it does not begin a study');
  const others = trials.findIndex(({ kind }) => kind === 'study');
  if (others >= 0) throw damagedLine(fileOf(path), others + 2, 'another study begins');
  return { begun: first, trials: trials.filter((own) => own.kind === 'trial'), bytes };
}

/** Journals that this process writes to, each with who does. */
const writing = new Map<string, symbol>();

/** Opens a journal to write to, behind what is read of it. Throws an AutofitError where another search of this process writes to it. */
export async function openStudy(
  path: string,
  settings: StudySettings,
  written: WrittenStudy | undefined,
): Promise<EventLog<StudyEvent>> {
  const [place, own] = [resolve(path), Symbol(path)];
  if (writing.has(place)) throw usedTwice(path);
  writing.set(place, own);
  const letGo = () => {
    if (writing.get(place) === own) writing.delete(place);
  };
  try {
    const log = await openLog(fileOf(path), settings, written);
    return { ...log, close: () => log.close().finally(letGo) };
  } catch (thrown) {
    letGo();
    throw thrown;
  }
}

function openLog(
  file: LogFile,
  settings: StudySettings,
  written: WrittenStudy | undefined,
): Promise<EventLog<StudyEvent>> {
  if (!written) {
    return beginLogFile(file, { kind: 'study', format: FORMAT, began: isoTime(), settings });
  }
  const events = [written.begun, ...written.trials];
  return continueLogFile(file, { events, bytes: written.bytes });
}

function usedTwice(path: string): AutofitError {
  return new AutofitError('JOURNAL_USED', `Another search of this process writes to ${path}.`, {
    file: path,
    hint: 'Give each search a journal of its own, or close the other one first.',
  });
}

/** Throws an AutofitError where the journal is of a search of something else. */
export function checkSame(path: string, written: WrittenStudy, own: StudySettings): void {
  // As a journal would hold them: fields of a distribution may be written in any order.
  const asWritten = settings.parse(own);
  for (const name of Object.keys(own) as (keyof StudySettings)[]) {
    const [before, here] = [written.begun.settings[name], asWritten[name]];
    if (canonical(before) === canonical(here)) continue;
    throw new AutofitError(
      'OTHER_STUDY',
      `${path} is the journal of another search: its \`${name}\` is ${told(before)}, not ${told(here)}.`,
      { file: path, hint: 'Search as that one did, or name another journal.' },
    );
  }
}

function told(value: unknown): string {
  const text = canonical(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** JSON that keeps the order of parameters, which decides what is drawn, and leaves out what is undefined. */
function canonical(value: unknown): string {
  return JSON.stringify(value);
}

function bytesOf(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new AutofitError('CANNOT_READ', `${path} cannot be read: ${errorMessage(thrown)}.`, {
      file: path,
      hint: 'Name a file of this search as `journal`, or one that is not there yet.',
    });
  }
}

function fileOf(path: string) {
  const damaged = 'Name another `journal`, or take this one away to begin again.';
  const unopened = 'Check its permissions, or name another `journal`.';
  const unwritten = 'Is the disk full? Make room, then search again: it goes on from there.';
  return { path, hints: { damaged, unopened, unwritten } };
}
