import { AutofitError } from './errors.js';
import { shortened } from './shortened.js';

/** What is said of a file behind its path, and what to do. */
interface Failure {
  readonly said: string;
  readonly hint: string;
}

const NOT_ALLOWED: Failure = {
  said: 'may not be opened with your rights',
  hint: 'Get the right to it (chmod, or its owner), or name another.',
};
const TOO_MANY_OPEN: Failure = {
  said: 'cannot be opened: too many files are open',
  hint: 'End other programs, or raise the limit (ulimit -n).',
};
const BROKEN: Failure = {
  said: 'cannot be read: the disk or network that it lies on fails',
  hint: 'Look after the disk or network, and try again.',
};
const NO_ROOM: Failure = {
  said: 'cannot be written: no room is left',
  hint: 'Free some, or write to another disk.',
};

const FAILURES: Readonly<Record<string, Failure>> = {
  EACCES: NOT_ALLOWED,
  EPERM: NOT_ALLOWED,
  ELOOP: { said: 'is a link that leads to itself', hint: 'Mend the link, or name the file.' },
  ENAMETOOLONG: { said: 'is too long for a path', hint: 'Name a file by a shorter path.' },
  EISDIR: { said: 'is a folder, where a file is wanted', hint: 'Name a file in it.' },
  ENOTDIR: { said: 'leads through a file as if it were a folder', hint: 'Check the path.' },
  ENOENT: { said: 'does not exist', hint: 'Check the path.' },
  EROFS: { said: 'lies where nothing can be written', hint: 'Choose another place.' },
  ENOSPC: NO_ROOM,
  EFBIG: {
    said: 'cannot be written: it would be larger than a file may be',
    hint: 'Raise the limit (ulimit -f), or write to another disk.',
  },
  EDQUOT: NO_ROOM,
  EMFILE: TOO_MANY_OPEN,
  ENFILE: TOO_MANY_OPEN,
  EAGAIN: { said: 'cannot be opened now', hint: 'Try again.' },
  EBUSY: { said: 'is held by another program', hint: 'Let it go there, and try again.' },
  ENOMEM: {
    said: 'cannot be read: the system has no memory left',
    hint: 'Free some, or raise the limit (ulimit -v).',
  },
  EIO: BROKEN,
  ESTALE: BROKEN,
  ETIMEDOUT: BROKEN,
};

/** Those of a machine, whatever file it is. */
const OF_MACHINE = [TOO_MANY_OPEN, BROKEN, FAILURES.EAGAIN, FAILURES.EBUSY, FAILURES.ENOMEM];
const LONGEST = 200;

/** A failure of the file system as a mistake that says of which file and what to do; anything else as it is. */
export function fileMistake(thrown: unknown, path = pathOf(thrown)): unknown {
  const failure = failureOf(thrown);
  if (!failure) return thrown;
  const { said, hint } = failure;
  const { code } = thrown as NodeJS.ErrnoException;
  const file = path === undefined ? 'A file' : shortened(path, LONGEST);
  return new AutofitError('CANNOT_READ', `${file} ${said} (${code}).`, {
    ...(path !== undefined && { file }),
    hint,
  });
}

/** What is said of a failure behind a path; undefined for what is none. */
export function fileFault(thrown: unknown): string | undefined {
  return failureOf(thrown)?.said;
}

/** What to do about a failure; undefined for what is none. */
export function fileHint(thrown: unknown): string | undefined {
  return failureOf(thrown)?.hint;
}

/** Whether a failure is of the machine, not of the file. */
export function isOfMachine(thrown: unknown): boolean {
  return OF_MACHINE.includes(failureOf(thrown));
}

function failureOf(thrown: unknown): Failure | undefined {
  if (!(thrown instanceof Error && 'syscall' in thrown && 'code' in thrown)) return undefined;
  const code = String(thrown.code);
  return Object.hasOwn(FAILURES, code) ? FAILURES[code] : undefined;
}

function pathOf(thrown: unknown): string | undefined {
  const path = thrown instanceof Error && 'path' in thrown ? thrown.path : undefined;
  return typeof path === 'string' ? path : undefined;
}
