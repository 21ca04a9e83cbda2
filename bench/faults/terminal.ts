import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Command, LONGEST_MS } from './command.js';

const ESCAPE = String.fromCharCode(27);
/** Behind what is drawn in place, before what stands above it. */
const CLEAR = new RegExp(`${ESCAPE}\\[(?:J|2K)`, 'g');
/** All else that moves the cursor or sets a mode. */
const CONTROLS = new RegExp(`${ESCAPE}\\[[?0-9;]*[A-Za-z]|\r`, 'g');

/** A terminal of script(1) with a shell in which the command line runs. */
export interface Terminal {
  readonly command: Command;
  /** As a window or a connection is closed: the system hangs up on what runs in it, and so does the shell. */
  close(): void;
}

/** Types the command with these arguments; its exit code comes to be in this file. */
export function openTerminal(args: readonly string[], file: string): Terminal {
  const { NO_COLOR: _, CI: __, ...env } = process.env;
  const child = spawn('script', ['--quiet', '--flush', '/dev/null'], {
    env: { ...env, SHELL: '/bin/bash', TERM: 'xterm-256color' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
  });
  child.stdin.on('error', () => {}); // it is closed in the middle
  // What tells the exit code outlives the terminal.
  const told = ['sh', '-c', `trap "" HUP; stty cols 80 rows 24; "$@"; echo $? > ${file}`, 'sh'];
  const words = [...told, process.execPath, resolve('dist/cli/main.js'), ...args];
  child.stdin.write(`${words.map((word) => `'${word}'`).join(' ')}\n`);
  const code = () => (existsSync(file) ? readFileSync(file, 'utf8').trim() : '');
  const command: Command = {
    child,
    told: () => shown.replace(CLEAR, '\n').replace(CONTROLS, ''),
    async tells(text) {
      while (code() === '' && !shown.includes(text)) await sleep(10);
    },
    isOver: () => code() !== '',
    ended: endOf(code),
  };
  return { command, close: () => void child.kill('SIGKILL') };
}

/** Waits for an exit code. */
async function endOf(code: () => string): Promise<number | string> {
  const start = performance.now();
  while (code() === '') {
    if (performance.now() - start > LONGEST_MS) return 'nothing, for too long';
    await sleep(20);
  }
  return Number(code());
}
