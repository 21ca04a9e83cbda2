/** What modules for Node find in a page; to be imported before any of them. */
import { Buffer } from 'node:buffer';
import { nextTurn } from './next-turn.js';

const { userAgent } = navigator;
const [browser] = /(?:Firefox|Edg|Chrome|Version)\/\d+/.exec(userAgent) ?? ['unknown'];

/** The folder that relative paths are taken from. */
let folder = '/';

export function goTo(path: string): void {
  folder = path;
}

/** What of `process` is used; it says where a model was made, and has nothing that only Node has. */
const pageProcess = {
  env: {},
  argv: [],
  execArgv: [],
  pid: Math.floor(performance.timeOrigin),
  platform: 'page',
  version: '',
  versions: { node: `page ${browser}` },
  stdin: undefined,
  cwd: () => folder,
  on: () => pageProcess,
  once: () => pageProcess,
  off: () => pageProcess,
  emitWarning() {},
  memoryUsage: () => ({ rss: 0 }),
  nextTick: (call: (...told: unknown[]) => void, ...told: unknown[]) =>
    queueMicrotask(() => call(...told)),
  /** A page that is gone holds no lock: two at once share no files. */
  kill(): never {
    throw Object.assign(new Error('no such process'), { code: 'ESRCH' });
  },
};

const own = globalThis as Record<string, unknown>;
own.global ??= globalThis;
own.process ??= pageProcess;
own.Buffer ??= Buffer;
own.setImmediate ??= (call: (...told: unknown[]) => void, ...told: unknown[]) =>
  nextTurn(() => call(...told));
// Where a page is not isolated, threads get copies of what they would share.
own.SharedArrayBuffer ??= class extends ArrayBuffer {};
