import { resolve } from 'node:path';
import { blobFiles, keepBlobs, removeBlobs } from '../journal/blob-files.js';
import { dataHash } from '../journal/data-hash.js';
import {
  beginJournal,
  continueJournal,
  JOURNAL_FORMAT,
  readJournal,
  settingsHash,
} from '../journal/journal-file.js';
import { type Replay, replay } from '../journal/replay.js';
import { type MoreOptions, moreBudget } from '../options/more-budget.js';
import { memoryAtHand, type Settings } from '../options/options.js';
import type { Schema } from '../schema/schema.js';
import type { DataSource } from '../table/data-source.js';
import type { Table } from '../table/table.js';
import { type Journal, type MoreEvent, noJournal, type RunEvent } from '../trial/journal.js';
import type { StretchOf } from '../trial/stretch.js';
import type { TrialJudge } from '../trial/trial-judge.js';
import { type Blobs, memoryBlobs } from '../trial/trial-store.js';
import { isoTime } from '../util/clock.js';
import { AutofitError } from '../util/errors.js';
import type { Json } from '../util/json.js';
import { resumeCall } from '../util/resume-call.js';
import { keepBefore, removeBefore } from './before-more.js';
import { type BegunSettings, begunSettings } from './begun-settings.js';
import { checkMetricGiven, metricKept } from './kept-metric.js';
import { withoutLost } from './lost-trials.js';
import { checkVersions, versionsOf } from './run-versions.js';
import { settingsAt, sourceAt } from './standard-input.js';

/** What a run leaves on disk while it goes on, and what earlier processes of it left. */
export interface RunRecord {
  readonly journal: Journal;
  readonly replay: Replay;
  readonly blobs: Blobs;
  /** Tells that the model is written: of what trials left, no more is needed than what it could go on with. */
  end(seconds: number, kept: readonly StretchOf[]): Promise<void>;
}

/** What a record says of the data, and needs of it. */
export interface RunData {
  readonly schema: Schema;
  readonly table: Table;
  readonly test: Table | undefined;
  readonly judge: TrialJudge;
}

/** What is left of a run that is not over. */
export interface OpenRun {
  readonly settings: Settings;
  /** What it began with. */
  readonly source: string;
  /** What it is given more. */
  readonly more: MoreEvent | undefined;
  /** Goes on with its record. Throws an AutofitError when the data is not what it began with. */
  goOn(data: RunData): Promise<RunRecord>;
}

/** Settings that a run's result does not depend on; they are those of the process. */
type OfProcess = Exclude<keyof Settings, keyof BegunSettings>;

/** The record of a run without a folder: nothing is left. */
export function noRecord(): RunRecord {
  return { journal: noJournal, replay: replay([]), blobs: memoryBlobs(), end: async () => {} };
}

/** Begins the record of a run in its folder; one whose data was not read to the end cannot be gone on with. */
export async function beginRecord(
  folder: string,
  source: DataSource,
  settings: Settings,
  data: RunData & { readonly isCut?: boolean | undefined },
): Promise<RunRecord> {
  const written = {
    ...withoutProcess(settings),
    reading: { ...settings.reading, images: pathOf(settings.reading.images) },
    backbone: pathOf(settings.backbone),
    test: pathOf(settings.test),
    validation: pathOf(settings.validation),
    ...metricKept(data.judge.metric),
  } as unknown as Json;
  const from = data.isCut ? null : sourceOf([source, settings.test, settings.validation]);
  const journal = await beginJournal(folder, {
    kind: 'run',
    format: JOURNAL_FORMAT,
    versions: versionsOf(settings),
    began: isoTime(),
    metric: data.judge.metric.name,
    source: from,
    ...(data.isCut && { isCut: true }),
    dataHash: hashOf(data, settings),
    settings: written,
    settingsHash: settingsHash(written),
  });
  return recordOf(folder, journal, settings.tidy || from === null);
}

/** What lasts of the settings: the address of a Redis, with its password, does not. */
function withoutProcess(settings: Settings): Omit<Settings, OfProcess> {
  const {
    workers: _workers,
    redis: _redis,
    localWorkers: _localWorkers,
    customMetric: _customMetric,
    lagFollows: _lagFollows,
    out: _out,
    signal: _signal,
    onProgress: _onProgress,
    ...lasting
  } = settings;
  return lasting;
}

/** What a run in a folder has on record, and, unless it is over and given nothing more, what it needs to go on. */
export async function reopenRecord(
  folder: string,
  own: Pick<Settings, OfProcess>,
  told: MoreOptions,
): Promise<{ readonly replay: Replay; readonly open?: OpenRun }> {
  const journal = await readJournal(folder);
  const { run } = journal;
  const earlier = replay(journal.events);
  const begun = begunSettings(run);
  const more = moreOf(told, begun.budget, earlier);
  if (more?.timeLimit === null && begun.inferLimit !== undefined) throw noClock();
  if (earlier.isOver && !more) {
    // The last process may have been killed before it could.
    await removeBefore(folder);
    if (begun.tidy || run.source === null) await removeBlobs(folder);
    return { replay: earlier };
  }
  const { settings, source } = goneOnWith(folder, run, more ?? earlier.joins.at(-1), own);
  const goOn = async (data: RunData) => {
    if (hashOf(data, settings) !== run.dataHash) throw dataChanged(folder, source);
    if (earlier.isOver) await keepBefore(folder);
    const record = await recordOf(folder, await continueJournal(folder, journal), begun.tidy);
    if (more) await record.journal.append(more);
    const found = await withoutLost(record, data.judge, settings);
    return { ...record, replay: { ...found, joins: [...earlier.joins, ...(more ? [more] : [])] } };
  };
  return { replay: earlier, open: { settings, source, more, goOn } };
}

/** A run that is over, with what is needed to train of it anew. */
export interface FinishedRun {
  readonly settings: Settings;
  readonly source: string;
  readonly replay: Replay;
  /** Throws an AutofitError when the data is not what it began with. */
  checkData(data: RunData): void;
  /** Its log, to go on with. */
  openJournal(): Promise<Journal>;
}

/** Reads the record of a run that is over. Throws an AutofitError where it is not. */
export async function finishedRecord(
  folder: string,
  own: Pick<Settings, OfProcess>,
): Promise<FinishedRun> {
  const written = await readJournal(folder);
  const { run } = written;
  const earlier = replay(written.events);
  if (!earlier.isOver) {
    throw new AutofitError(
      'RUN_OPEN',
      `The run in ${folder} is not over: it has no final models.`,
      {
        file: folder,
        hint: `Go on with it first: ${resumeCall(folder)}.`,
      },
    );
  }
  const { settings, source } = goneOnWith(folder, run, earlier.joins.at(-1), own);
  return {
    settings,
    source,
    replay: earlier,
    checkData(data) {
      if (hashOf(data, settings) !== run.dataHash) throw dataChanged(folder, source);
    },
    openJournal: () => continueJournal(folder, written),
  };
}

/** What a run began with, as it goes on. Throws an AutofitError where its data cannot be read again, or by another version. */
function goneOnWith(
  folder: string,
  run: RunEvent,
  more: MoreEvent | undefined,
  own: Pick<Settings, OfProcess>,
): { readonly settings: Settings; readonly source: string } {
  const begun = begunSettings(run);
  const isTimed = begun.budget.timeLimit !== undefined;
  const budget = budgetOf(more) ?? begun.budget;
  // Runs that were begun before it was an option have no bound on memory.
  const memory = begun.memory ?? memoryAtHand();
  const settings = settingsAt(folder, { ...begun, isTimed, budget, memory, ...own });
  checkVersions(folder, run, settings);
  checkMetricGiven(run, own.customMetric);
  const { source } = run;
  if (source === null) throw nothingToRead(folder, run);
  return { settings, source: sourceAt(folder, source) };
}

/** What a run is given beside what it had; undefined where it is nothing. */
function moreOf(
  told: MoreOptions,
  begun: Settings['budget'],
  earlier: Replay,
): MoreEvent | undefined {
  const { seconds, isOver, trials } = earlier;
  const begunTrials = [...trials.values()].reduce((most, { number }) => Math.max(most, number), 0);
  const budget = budgetOf(earlier.joins.at(-1)) ?? begun;
  const given = moreBudget(told, { budget, seconds, trials: begunTrials, isOver });
  if (!given) return undefined;
  const { trials: count = null, timeLimit = null, since = 0 } = given;
  return { kind: 'more', seconds, trials: count, timeLimit, since };
}

function budgetOf(more: MoreEvent | undefined): Settings['budget'] | undefined {
  if (!more) return undefined;
  const { trials, timeLimit, since } = more;
  return { trials: trials ?? undefined, timeLimit: timeLimit ?? undefined, since };
}

/** Answers are timed in a part of the time that a run is given. */
function noClock(): AutofitError {
  const message =
    'The run was begun with `inferLimit`, which goes by a clock, and `trials` alone by none.';
  return new AutofitError('BAD_OPTION', message, {
    hint: "Give it more time too, such as `timeLimit: '+10m'`.",
  });
}

/** The mistake of a run whose data cannot be read again. */
export function nothingToRead(folder: string, { isCut }: Pick<RunEvent, 'isCut'>): AutofitError {
  const what = isCut ? 'was not read and judged to its end' : 'came from memory or standard input';
  const hint = isCut
    ? 'Only runs that have read all their data can be resumed: fit again.'
    : 'Only runs on files can be resumed: fit again.';
  const message = `The data of ${folder} ${what}: there is nothing to go on with.`;
  return new AutofitError('NO_DATA', message, { hint });
}

/** The mistake of a run whose data is not what it began with. */
export function dataChanged(folder: string, file: string): AutofitError {
  const message = `The data of ${folder} has changed since the run began.`;
  return new AutofitError('DATA_CHANGED', message, {
    file,
    hint: 'Bring the file back as it was, or fit again into another folder.',
  });
}

async function recordOf(
  folder: string,
  journal: Journal,
  keepsNothing: boolean,
): Promise<RunRecord> {
  const blobs = await blobFiles(folder);
  return {
    journal,
    replay: replay(journal.earlier),
    blobs,
    async end(seconds, kept) {
      // Before the run is over, so that one that is killed here does it when it is resumed.
      if (!keepsNothing) await keepBlobs(folder, kept);
      await journal.append({ kind: 'end', seconds });
      if (keepsNothing) await removeBlobs(folder);
      await removeBefore(folder);
    },
  };
}

/** The hash of what a run was read from: which rows teach, and which judge, is part of it. */
export function hashOf(
  {
    schema,
    table,
    test,
    judge,
  }: Omit<RunData, 'judge'> & { readonly judge: Pick<TrialJudge, 'folds'> },
  { validation }: Pick<Settings, 'validation'>,
): string {
  const [given] = validation === undefined ? [] : judge.folds;
  return dataHash({ schema, table, test, learned: given?.train.length });
}

/** The first source's path, if all of them are files that can be read again. */
function sourceOf(sources: readonly (DataSource | undefined)[]): string | null {
  const isFile = (source: DataSource) => typeof source === 'string' && source !== '-';
  const isThere = sources.every((source) => source === undefined || isFile(source));
  return isThere ? (pathOf(sources[0]) ?? null) : null;
}

/** The whole path of a source that is a file. */
export function pathOf(source: DataSource | undefined): string | undefined {
  return typeof source === 'string' ? resolve(source) : undefined;
}
