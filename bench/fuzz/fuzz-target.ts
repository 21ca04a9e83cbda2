import { type ChildProcess, fork } from 'node:child_process';
import type { ChildMessage } from './child.js';

/** What one input and all of them may take. */
export interface Limits {
  readonly milliseconds: number;
  /** Milliseconds of one input. */
  readonly input: number;
  /** That the process may grow by in one input. */
  readonly megabytes: number;
}

export interface Find {
  readonly number: number;
  readonly what: string;
  /** Empty where the process died: it is made again by its number. */
  readonly bytes: Uint8Array;
}

export interface Tally {
  inputs: number;
  read: number;
  refused: number;
  finds: number;
  /** Milliseconds of the slowest input. */
  slowest: number;
  /** The most that the process grew by in one input. */
  megabytes: number;
}

/** Tries inputs of a target until its time is over; a process that hangs or dies is a find, and another one goes on behind it. */
export async function fuzzTarget(
  name: string,
  seed: number,
  from: number,
  limits: Limits,
  onFind: (name: string, find: Find) => void,
): Promise<Tally> {
  const tally: Tally = { inputs: 0, read: 0, refused: 0, finds: 0, slowest: 0, megabytes: 0 };
  const found = (find: Find) => {
    tally.finds++;
    onFind(name, find);
  };
  const left = { milliseconds: limits.milliseconds };
  for (let next = from; left.milliseconds > 0; ) {
    const last = await watchChild([name, String(seed), String(next)], {
      limits,
      left,
      tally,
      found,
    });
    if (last === undefined) throw new Error(`${name} cannot be opened`);
    next = last + 1;
  }
  return tally;
}

interface Watch {
  readonly limits: Limits;
  readonly left: { milliseconds: number };
  readonly tally: Tally;
  found(find: Find): void;
}

/** Resolves to the number of the last input once the process is over. */
async function watchChild(
  args: readonly string[],
  { limits, left, tally, found }: Watch,
): Promise<number | undefined> {
  const child = fork(new URL('./child.ts', import.meta.url), args, {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${limits.megabytes}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let number: number | undefined;
  let isWaiting = false;
  let began = 0;
  let why: string | undefined;
  let timer = setTimeout(() => {}, 0);
  child.on('message', (message: ChildMessage) => {
    clearTimeout(timer);
    if (message.kind === 'open') return;
    if (message.kind === 'begin') {
      number = message.number;
      isWaiting = true;
      began = performance.now();
      timer = setTimeout(() => {
        why = `it takes more than ${limits.input} ms`;
        child.kill('SIGKILL');
      }, limits.input);
      return;
    }
    isWaiting = false;
    const took = performance.now() - began;
    left.milliseconds -= took;
    count(tally, message, took);
    if (message.kind === 'find') {
      found({
        number: number ?? 0,
        what: message.what,
        bytes: Buffer.from(message.bytes, 'base64'),
      });
    } else if (message.megabytes > limits.megabytes) {
      found({
        number: number ?? 0,
        what: `it takes ${Math.round(message.megabytes)} MB`,
        bytes: new Uint8Array(),
      });
    }
    if (left.milliseconds <= 0) child.kill('SIGKILL');
  });
  const end = await exitOf(child);
  clearTimeout(timer);
  if (isWaiting && left.milliseconds > 0) {
    left.milliseconds -= performance.now() - began;
    tally.inputs++;
    found({
      number: number ?? 0,
      what: why ?? `the process died (${end})`,
      bytes: new Uint8Array(),
    });
  }
  return number;
}

function count(
  tally: Tally,
  message: Exclude<ChildMessage, { kind: 'open' | 'begin' }>,
  took: number,
): void {
  tally.inputs++;
  if (message.kind !== 'find') tally[message.kind]++;
  tally.slowest = Math.max(tally.slowest, took);
  tally.megabytes = Math.max(tally.megabytes, Math.round(message.megabytes));
}

/** The signal that ended it, or its exit code. */
function exitOf(child: ChildProcess): Promise<NodeJS.Signals | number> {
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve(signal ?? code ?? 0));
  });
}
