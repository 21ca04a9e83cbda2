import { existsSync, lstatSync, rmdirSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { JOURNAL_FILE } from '../journal/event-log.js';
import { checkJournal } from '../journal/journal-file.js';
import type { LeaderboardRow } from '../leaderboard/leaderboard.js';
import { leaderboardCsv } from '../leaderboard/leaderboard-csv.js';
import type { KeptRows } from '../predictor/kept-rows.js';
import type { BadRow } from '../table/raw-table.js';
import { atExit } from '../util/at-exit.js';
import { csvLine } from '../util/csv-line.js';
import { AutofitError } from '../util/errors.js';
import { fileMistake } from '../util/file-mistake.js';
import { makeFolder } from '../util/make-folder.js';
import { removeTemporaries } from '../util/remove-temporaries.js';
import { resumeCall } from '../util/resume-call.js';
import { writeFileSafely } from '../util/write-file-safely.js';
import { BACKGROUND_FILE, OUT_OF_FOLD_FILE, writeKeptRows } from './kept-rows.js';
import { isFilledLock, isLock, LOCK_FILE, lockRun } from './run-lock.js';

export const MODEL_FILE = 'model.safetensors';
export const REPORT_FILE = 'report.html';
export const LEADERBOARD_FILE = 'leaderboard.csv';
const BAD_ROWS_FILE = 'bad-rows.csv';
/** What a run writes before its journal, by which it is begun. */
const BEFORE_JOURNAL = ['standard-input', BAD_ROWS_FILE];
/** What a run writes besides journal and model. */
const OWN_NAMES = [
  'trials',
  'before',
  ...BEFORE_JOURNAL,
  LEADERBOARD_FILE,
  OUT_OF_FOLD_FILE,
  BACKGROUND_FILE,
  LOCK_FILE,
];

/** The folder of one run. */
export interface RunFolder {
  readonly path: string;
  readonly model: string;
  /** The page that says what was found, where one was written. */
  readonly report: string;
  /** Writes the records that were set aside, if there are any: file and line, then their cells. */
  writeBadRows(rows: readonly (BadRow & { readonly source: string })[]): Promise<void>;
  /** What is kept of rows is written before the model, by which a run is over. */
  write(
    leaderboard: readonly LeaderboardRow[],
    model: Uint8Array,
    rows?: KeptRows | undefined,
  ): Promise<void>;
  /** Lets other processes work on it; removes what was made for it when nothing was written. */
  close(): void;
}

/**
 * Makes the folder and locks it, before anything is read; what a process left that was killed while reading is swept. Throws an
 * AutofitError when it cannot be used, or holds a run already.
 */
export async function createRunFolder(path: string): Promise<RunFolder> {
  const made = await makeFolder(path);
  const wasLocked = isFilledLock(join(path, LOCK_FILE));
  await checkForeign(path, wasLocked);
  const prepare = async () => {
    await checkUnused(path);
    if (!wasLocked) return;
    await removeTemporaries(path);
    removeUnbegun(path);
  };
  return lockedFolder(path, prepare, made);
}

/**
 * Locks the folder of a run that was begun already, and sweeps what killed processes left half written. Throws an
 * AutofitError when there is none, or it is worked on.
 */
export async function openRunFolder(path: string): Promise<RunFolder> {
  await checkJournal(path);
  return lockedFolder(path, removeTemporaries);
}

async function lockedFolder(
  path: string,
  prepare: (path: string) => Promise<void>,
  made: readonly string[] = [],
): Promise<RunFolder> {
  const stay = atExit(() => removeEmpty(made));
  const removeUnused = () => {
    stay();
    removeEmpty(made);
  };
  const lock = await lockRun(path).catch((thrown: unknown) => {
    removeUnused();
    throw thrown;
  });
  const leave = atExit(() => removeUnbegun(path));
  const close = () => {
    leave();
    removeUnbegun(path);
    lock.release();
    removeUnused();
  };
  try {
    await prepare(path);
  } catch (thrown) {
    close();
    throw thrown;
  }
  return runFolder(path, close);
}

/** Removes folders, the innermost first, as long as there is nothing in them. */
function removeEmpty(folders: readonly string[]): void {
  try {
    for (const folder of folders.toReversed()) rmdirSync(folder);
  } catch {
    // It holds a run by now, or somebody else's files.
  }
}

/** Whether a folder of these files holds a run, finished or not. */
export function holdsRun(files: readonly string[]): boolean {
  return files.includes(JOURNAL_FILE) || files.includes(MODEL_FILE);
}

/** Removes what was written of a run that has not begun: nothing can go on with it. */
function removeUnbegun(path: string): void {
  if (existsSync(join(path, JOURNAL_FILE)) || existsSync(join(path, MODEL_FILE))) return;
  try {
    for (const name of BEFORE_JOURNAL) rmSync(join(path, name), { force: true });
  } catch {
    // Where nothing can be removed any more, it stays.
  }
}

/** Files of somebody else that a run would write over: names of a run, where there is no run, nor the lock of one that was reading. */
async function checkForeign(path: string, wasLocked: boolean): Promise<void> {
  const files = await readdir(path);
  if (holdsRun(files)) return;
  const isOwn = (name: string) =>
    name === LOCK_FILE ? isLock(join(path, name)) : wasLocked && isWrittenEarly(path, name);
  const others = files.filter((name) => OWN_NAMES.includes(name) && !isOwn(name));
  if (others.length === 0) return;
  throw new AutofitError(
    'FOLDER_USED',
    `${path} holds ${others.join(' and ')}, which no run has written.`,
    {
      file: path,
      hint: 'A run would write over it: choose another folder with `out`.',
    },
  );
}

function isWrittenEarly(path: string, name: string): boolean {
  return BEFORE_JOURNAL.includes(name) && lstatSync(join(path, name)).isFile();
}

async function checkUnused(path: string): Promise<void> {
  const files = await readdir(path);
  if (files.includes(JOURNAL_FILE) && !files.includes(MODEL_FILE)) {
    throw new AutofitError('RUN_EXISTS', `${path} holds a run that is not finished.`, {
      file: path,
      hint: `Go on with it: ${resumeCall(path)}; or choose another folder with \`out\`.`,
    });
  }
  if (holdsRun(files)) {
    throw new AutofitError('RUN_EXISTS', `${path} holds a model already.`, {
      file: path,
      hint: 'Choose another folder with `out`, or remove this one.',
    });
  }
}

function runFolder(path: string, close: () => void): RunFolder {
  const [model, report] = [join(path, MODEL_FILE), join(path, REPORT_FILE)];
  return {
    path,
    model,
    report,
    async writeBadRows(rows) {
      if (rows.length === 0) return;
      const lines = rows.map(({ source, line, cells }) => csvLine([source, line, ...cells]));
      await writeFileSafely(join(path, BAD_ROWS_FILE), lines.join(''));
    },
    async write(leaderboard, bytes, rows) {
      if (rows) await writeKeptRows(path, rows);
      await writeFileSafely(join(path, LEADERBOARD_FILE), leaderboardCsv(leaderboard));
      await writeFileSafely(model, bytes);
    },
    close,
  };
}

/** The rows with the times that the run's leaderboard.csv holds, where it is still there: the model file has none. */
export async function withTimes(
  path: string,
  rows: readonly LeaderboardRow[],
): Promise<readonly LeaderboardRow[]> {
  const file = join(path, LEADERBOARD_FILE);
  if (!existsSync(file)) return rows;
  const written = await linesOf(file);
  const byName = new Map(written.map((line) => [line.name, line]));
  return rows.map((row) => {
    const { fitSeconds, msPer1000Rows } = byName.get(row.name) ?? {};
    return { ...row, fitSeconds: timeOf(fitSeconds), msPer1000Rows: timeOf(msPer1000Rows) };
  });
}

async function linesOf(file: string): Promise<readonly Readonly<Record<string, string>>[]> {
  try {
    return parse(await readFile(file), { columns: true });
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw fileMistake(thrown, file);
    const message = `${file} cannot be read: ${thrown.message.replace(/\.$/, '')}.`;
    throw new AutofitError('BAD_LEADERBOARD', message, {
      file,
      hint: 'It is damaged: remove it, and the leaderboard has no times.',
    });
  }
}

function timeOf(cell: string | undefined): number | null {
  const time = cell ? Number(cell) : Number.NaN;
  return Number.isFinite(time) ? time : null;
}
