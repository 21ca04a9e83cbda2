import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atExit } from '../util/at-exit.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { isRecord } from '../util/is-record.js';
import { isRunning, processStart } from '../util/processes.js';
import { resumeCall } from '../util/resume-call.js';
import { temporaryName } from '../util/write-file-safely.js';

export const LOCK_FILE = 'lock';
/** How long a process may take from making its lock to filling it; both are one call. */
const FILLING_MS = 200;

/** Keeps other processes from working on a run. */
export interface RunLock {
  release(): void;
}

/** Who holds a lock. A pid alone may be another process by now: its start tells. */
interface Holder {
  readonly host: string;
  readonly pid: number;
  readonly start: string | null;
}

/**
 * Takes the lock of a run's folder; that of a process which is gone is taken over. It is given back when the process
 * exits, too. Throws an AutofitError while another process, or this one, holds it.
 */
export async function lockRun(folder: string): Promise<RunLock> {
  const path = join(folder, LOCK_FILE);
  while (!isMade(path)) {
    const found = await filledText(path);
    const holder = parseHolder(found);
    if (holder && mayBeAtWork(holder)) throw inUse(folder, path, holder);
    if (found !== undefined) removeStale(path, found);
  }
  const remove = () => {
    try {
      rmSync(path, { force: true });
    } catch {
      // Where nothing can be written any more, it stays, and is taken over once this process is gone.
    }
  };
  const stay = atExit(remove);
  return {
    release() {
      stay();
      remove();
    },
  };
}

/** Whether a process is working on the run in a folder, as far as its lock tells. */
export function isAtWork(folder: string): boolean {
  const path = join(folder, LOCK_FILE);
  let text: string | undefined;
  const read = () => {
    text = textOf(path);
  };
  const isRead = isDone(path, 'ENOENT', 'read', read);
  const holder = isRead ? parseHolder(text) : undefined;
  return holder !== undefined && mayBeAtWork(holder);
}

/** Whether a file is a lock, or one whose process was killed before it filled it. */
export function isLock(path: string): boolean {
  const text = lockText(path);
  return text === '' || parseHolder(text) !== undefined;
}

/** Whether a file is the lock of a process that had it, and may have written beside it. */
export function isFilledLock(path: string): boolean {
  return parseHolder(lockText(path)) !== undefined;
}

/** Undefined where there is no file, or not any more. */
function lockText(path: string): string | undefined {
  const isFile = lstatSync(path, { throwIfNoEntry: false })?.isFile();
  let text: string | undefined;
  const read = () => {
    text = isFile ? readFileSync(path, 'utf8') : undefined;
  };
  return isDone(path, 'ENOENT', 'read', read) ? text : undefined;
}

/** Whether the lock could be made: there was none. */
function isMade(path: string): boolean {
  const { pid } = process;
  const own: Holder = { host: hostname(), pid, start: processStart(pid) ?? null };
  const make = () => writeFileSync(path, `${JSON.stringify(own)}\n`, { flag: 'wx' });
  return isDone(path, 'EEXIST', 'made', make);
}

/** Does something with the lock; false when it fails as another process's doings may make it fail. */
function isDone(path: string, expected: string, doing: string, action: () => void): boolean {
  try {
    action();
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === expected) return false;
    throw new AutofitError('CANNOT_WRITE', `${path} cannot be ${doing}: ${errorMessage(thrown)}.`, {
      file: path,
      hint: 'Check the folder and its permissions, or choose another one.',
    });
  }
}

/** What the lock says, unless it is gone; an empty one may be filled at this moment. */
async function filledText(path: string): Promise<string | undefined> {
  let text: string | undefined;
  const read = () => {
    text = textOf(path);
  };
  if (!isDone(path, 'ENOENT', 'read', read) || text !== '') return text;
  await sleep(FILLING_MS);
  return isDone(path, 'ENOENT', 'read', read) ? text : undefined;
}

/** Throws for what is no file: a link to nothing can be neither read nor made, and a pipe has no end. */
function textOf(path: string): string {
  if (!lstatSync(path).isFile()) throw new Error('what is there is no file');
  return readFileSync(path, 'utf8');
}

/** Undefined for a lock whose process was killed before it filled it. */
function parseHolder(text: string | undefined): Holder | undefined {
  try {
    const holder: unknown = JSON.parse(text ?? '');
    return isHolder(holder) ? holder : undefined;
  } catch {
    return undefined;
  }
}

function isHolder(value: unknown): value is Holder {
  if (!isRecord(value)) return false;
  const { host, pid, start } = value;
  const isNamed = typeof host === 'string' && Number.isSafeInteger(pid) && Number(pid) > 0;
  return isNamed && (start == null || typeof start === 'string');
}

/** Of another machine nothing can be known. */
function mayBeAtWork({ host, pid, start }: Holder): boolean {
  if (host !== hostname()) return true;
  return start === null ? isRunning(pid) : processStart(pid) === start;
}

/** Renames before it removes: another process may have taken the lock over since it was read, and gets it back. */
function removeStale(path: string, stale: string): void {
  const aside = temporaryName(path);
  if (!isDone(path, 'ENOENT', 'taken over', () => renameSync(path, aside))) return;
  if (readFileSync(aside, 'utf8') === stale) rmSync(aside);
  else renameSync(aside, path);
}

function inUse(folder: string, path: string, { host, pid }: Holder): AutofitError {
  const isHere = host === hostname();
  const place = isHere ? '' : ` on ${host}`;
  return new AutofitError('RUN_LOCKED', `Process ${pid}${place} is working on ${folder}.`, {
    file: path,
    hint: isHere
      ? `Wait for its end, or stop it, then go on: ${resumeCall(folder)}`
      : `Wait for its end; should it be gone, remove ${path} and go on: ${resumeCall(folder)}`,
  });
}
