/**
 * Small files that unpack to gigabytes, or take hours, where they are believed: each is made by one process and read by another, which has limits of
 * time and memory. It must be read, or be refused by an AutofitError.
 *
 *   npm run bench:bombs -- [--of parquet] [--megabytes 1024] [--heap 512] [--seconds 120]
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { BOMBS } from './bombs/all-bombs.js';
import type { BombMessage } from './bombs/child.js';

const { values: flags } = parseArgs({
  options: {
    of: { type: 'string', default: '' },
    megabytes: { type: 'string', default: '1024' },
    heap: { type: 'string', default: '512' },
    seconds: { type: 'string', default: '120' },
  },
});
const table = new Table({ head: ['bomb', 'answer', 'processor ms', 'MB more'] });
let finds = 0;
for (const [number, { name }] of BOMBS.entries()) {
  if (!name.toLowerCase().includes(flags.of.toLowerCase())) continue;
  const folder = mkdtempSync(join(tmpdir(), 'autofit-bomb-'));
  try {
    const file = (await childOf(['make', number, folder], 4096, 900)) as string;
    const found = await childOf(['read', number, file], Number(flags.heap), Number(flags.seconds));
    const { answer, milliseconds, megabytes, isRight } = toldOf(found);
    if (!isRight || megabytes > Number(flags.megabytes)) finds++;
    const mark = isRight ? '' : '!! ';
    table.push([name, mark + answer, Math.round(milliseconds), Math.round(megabytes)]);
    console.error(`${name}: ${mark}${answer}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
console.log(table.toString());
process.exitCode = finds > 0 ? 1 : 0;

function toldOf(found: unknown): BombMessage {
  if (typeof found === 'object') return found as BombMessage;
  return { answer: String(found), isRight: false, milliseconds: Number.NaN, megabytes: Number.NaN };
}

/** What a process tells, or how it ended. */
function childOf(
  args: readonly (string | number)[],
  heap: number,
  seconds: number,
): Promise<unknown> {
  const child = fork(new URL('./bombs/child.ts', import.meta.url), args.map(String), {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${heap}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise((resolve) => {
    let told: unknown;
    let why = 'the process died';
    const timer = setTimeout(() => {
      why = `it takes more than ${seconds} s`;
      child.kill('SIGKILL');
    }, 1000 * seconds);
    child.on('message', (message) => {
      told = message;
      child.disconnect();
    });
    child.on('exit', () => {
      clearTimeout(timer);
      resolve(told ?? why);
    });
  });
}
