import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { isAtWork, isLock, lockRun } from '../../src/run/run-lock.js';
import { processStart } from '../../src/util/processes.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const lock = folder.at('lock');
const host = hostname();
const holders = () => JSON.parse(readFileSync(lock, 'utf8'));

function writeLock(holder: object): void {
  folder.write('lock', JSON.stringify(holder));
}

test('a lock names its process, and is gone when it is given back', async () => {
  const own = await lockRun(folder.path);
  expect(holders()).toMatchObject({ host, pid: process.pid });
  own.release();
  expect(existsSync(lock)).toBe(false);
});

test('a run that this or another process works on is refused, and told who that is', async () => {
  const own = await lockRun(folder.path);
  await expect(lockRun(folder.path)).rejects.toMatchObject({
    code: 'RUN_LOCKED',
    message: `Process ${process.pid} is working on ${folder.path}.`,
    hint: `Wait for its end, or stop it, then go on: \`resume("${folder.path}")\``,
  });
  own.release();
  const pid = process.ppid;
  writeLock({ host, pid, start: processStart(pid) ?? null });
  await expect(lockRun(folder.path)).rejects.toThrow(`Process ${pid} is working on`);
  writeLock({ host, pid, start: null });
  await expect(lockRun(folder.path)).rejects.toThrow(`Process ${pid} is working on`);
});

test('of another machine nothing is known: its lock stays, and the hint names the file', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeLock({ host: 'elsewhere', pid, start: '1' });
  await expect(lockRun(folder.path)).rejects.toMatchObject({
    message: `Process ${pid} on elsewhere is working on ${folder.path}.`,
    hint: expect.stringContaining(`remove ${lock}`),
  });
});

test('the lock of a process that is gone is taken over, filled or not', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  const stale = [
    { host, pid, start: '1' },
    { host, pid, start: null },
  ].map((own) => JSON.stringify(own));
  for (const text of [...stale, '', '{"host":']) {
    folder.write('lock', text);
    const own = await lockRun(folder.path);
    expect(holders().pid).toBe(process.pid);
    own.release();
  }
});

test.runIf(existsSync('/proc/self/stat'))(
  'the lock of a pid that is another process by now is taken over',
  async () => {
    writeLock({ host, pid: process.ppid, start: '1' });
    const own = await lockRun(folder.path);
    expect(holders().pid).toBe(process.pid);
    own.release();
  },
);

test('of several that find a stale lock at once, one gets it', async () => {
  for (let round = 0; round < 3; round++) {
    folder.write('lock', '');
    const takers = await Promise.allSettled(Array.from({ length: 5 }, () => lockRun(folder.path)));
    const locks = takers.filter((taker) => taker.status === 'fulfilled');
    expect(locks).toHaveLength(1);
    locks[0]?.value.release();
  }
});

test('a folder that cannot be written to is refused', async () => {
  await expect(lockRun(folder.at('nowhere'))).rejects.toMatchObject({ code: 'CANNOT_WRITE' });
});

test.each(['null', '7', '[]', '{"pid":"x","host":1}', '{"host":"here","pid":-1,"start":null}'])(
  'a lock that says %s is of nobody',
  async (text) => {
    folder.write('lock', text);
    expect(isAtWork(folder.path)).toBe(false);
    (await lockRun(folder.path)).release();
    expect(existsSync(lock)).toBe(false);
  },
);

test('what is there in place of a lock, such as a link to nothing, is refused at once', async () => {
  const other = tempFolder();
  symlinkSync('nowhere', other.at('lock'));
  const fault = { code: 'CANNOT_WRITE', place: { file: other.at('lock') } };
  await expect(lockRun(other.path)).rejects.toMatchObject(fault);
  expect(() => isAtWork(other.path)).toThrow('lock cannot be read: what is there is no file.');
  expect(isLock(other.at('lock'))).toBe(false);
});
