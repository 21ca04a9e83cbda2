import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { JOURNAL_FILE } from '../journal/event-log.js';
import { checkText } from '../util/check-arguments.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { LEADERBOARD_FILE, MODEL_FILE } from './run-folder.js';
import { LOCK_FILE } from './run-lock.js';
import { type RunSummary, summarizeRun } from './run-summary.js';

/** Where the command line puts runs. */
const RUNS_FOLDER = 'autofit-runs';
/** Any of these says that a folder holds a run, or what is left of one. */
const OF_RUNS: readonly string[] = [JOURNAL_FILE, MODEL_FILE, LEADERBOARD_FILE, LOCK_FILE];

/**
 * The runs in the folders of a folder, or the one that it is itself, the newest first; those that cannot be read too, with what
 * is wrong with them. Throws an AutofitError where the folder cannot be read, unless none was named.
 */
export async function listRuns(folder?: string): Promise<readonly RunSummary[]> {
  if (folder !== undefined) checkText('listRuns', folder, 'the path of a folder');
  const place = folder ?? RUNS_FOLDER;
  const names = await namesIn(place).catch((thrown: unknown) => {
    if (folder === undefined && (thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new AutofitError('NO_RUNS', `${place} cannot be read: ${errorMessage(thrown)}.`, {
      file: place,
      hint: 'Name a folder that holds runs.',
    });
  });
  const inside = names.map((name) => join(place, name));
  const folders = names.some((name) => OF_RUNS.includes(name)) ? [place] : inside;
  const found = await Promise.all(folders.map(runIn));
  return found
    .flatMap((own) => (own ? [own] : []))
    .sort((a, b) => b.time - a.time || (a.run.folder < b.run.folder ? 1 : -1))
    .map(({ run }) => run);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).sort();
}

/** A run with when it began or, where that cannot be read, when its folder was changed. */
async function runIn(
  folder: string,
): Promise<{ readonly run: RunSummary; readonly time: number } | undefined> {
  const names = await namesIn(folder).catch(() => []);
  if (!names.some((name) => OF_RUNS.includes(name))) return undefined;
  const run = await summarizeRun(folder);
  return { run, time: run.began ? Date.parse(run.began) : (await stat(folder)).mtimeMs };
}
