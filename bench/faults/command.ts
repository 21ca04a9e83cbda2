import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

/** Milliseconds behind which a command that does not end is taken for hung. */
export const LONGEST_MS = 300_000;

/** The command line in a process of its own. */
export interface Command {
  readonly child: ChildProcess;
  /** What it has told of itself so far; all of it once it has ended. */
  told(): string;
  /** Resolves once it has told this, or has ended. */
  tells(text: string): Promise<void>;
  isOver(): boolean;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

export interface CommandOptions {
  /** Changes to the environment. @default none */
  readonly env?: NodeJS.ProcessEnv;
  /** Arguments of Node itself. @default none */
  readonly node?: readonly string[];
  /** A command that starts it in its own place, as by other limits. @default none */
  readonly within?: readonly string[];
}

/** Starts what is built in dist/. */
export function startCommand(
  args: readonly string[],
  { env = {}, node = [], within = [] }: CommandOptions = {},
): Command {
  const words = [...within, process.execPath, ...node, resolve('dist/cli/main.js'), ...args];
  const child = spawn(words[0] ?? '', words.slice(1), {
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LONGEST_MS,
    killSignal: 'SIGKILL',
  });
  child.stdout.resume();
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  let isOver = false;
  const ended = once(child, 'close').then(([code, signal]) => {
    isOver = true;
    return (code ?? signal) as number | string;
  });
  return {
    child,
    told: () => told,
    async tells(text) {
      while (!isOver && !told.includes(text)) {
        await Promise.race([once(child.stderr, 'data'), ended]);
      }
    },
    isOver: () => isOver,
    ended,
  };
}
