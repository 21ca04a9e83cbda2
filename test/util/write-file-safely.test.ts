import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { writeFileSafely } from '../../src/util/write-file-safely.js';
import { tempFolder } from '../fixtures/temp-folder.js';

test('a process that exits amid writing leaves the old file and no temporary one', () => {
  const folder = tempFolder();
  const path = folder.write('model', 'old');
  // At each of these turns of the loop writing is at another step.
  const script = `
    import { readdirSync } from 'node:fs';
    import { writeFileSafely } from './src/util/write-file-safely.ts';
    void writeFileSafely(process.env.PLACE, new Uint8Array(50_000_000));
    for (let turn = 0; turn < Number(process.env.TURNS); turn++) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    process.stdout.write(readdirSync(process.env.FOLDER).join());
    process.exit(130);
  `;
  const args = ['--import', 'tsx', '--input-type=module', '-e', script];
  for (const turns of [0, 3]) {
    const env = { ...process.env, PLACE: path, FOLDER: folder.path, TURNS: String(turns) };
    let told = '';
    try {
      execFileSync(process.execPath, args, { encoding: 'utf8', env });
    } catch (thrown) {
      told = String((thrown as { stdout?: string }).stdout);
    }
    expect(told).toMatch(/model\.\d+\.tmp/);
    expect(readdirSync(folder.path)).toEqual(['model']);
    expect(readFileSync(path, 'utf8')).toBe('old');
  }
});

test.each([
  [0o600, 0o600],
  // One that its owner has locked is written anew as well, and must be open to be written.
  [0o400, 0o600],
])('who may not read a file may not read what takes its place: mode %i', async (before, after) => {
  const path = tempFolder().write('model', 'old');
  chmodSync(path, before);
  await writeFileSafely(path, 'new');
  expect(readFileSync(path, 'utf8')).toBe('new');
  expect(statSync(path).mode & 0o777).toBe(after);
});

test('a path that is written by two at once holds what one of them wrote, whole', async () => {
  const folder = tempFolder();
  const path = folder.at('model');
  const contents = ['a', 'b'].map((letter, i) => letter.repeat(1_000_000 * (i + 1)));
  await Promise.all(contents.map((content) => writeFileSafely(path, content)));
  expect(contents.includes(readFileSync(path, 'utf8'))).toBe(true);
  expect(readdirSync(folder.path)).toEqual(['model']);
});

test('a link goes on leading to the file, which is written anew', async () => {
  const folder = tempFolder();
  const path = folder.write('model', 'old');
  symlinkSync(path, folder.at('latest'));
  await writeFileSafely(folder.at('latest'), 'new');
  expect(lstatSync(folder.at('latest')).isSymbolicLink()).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('new');
});

test('a link to a file that is not there yet leads to it then, by other links too', async () => {
  const folder = tempFolder();
  mkdirSync(folder.at('data'));
  symlinkSync('data/model', folder.at('first'));
  symlinkSync('../first', folder.at('data/second'));
  for (const [i, link] of ['first', 'data/second'].entries()) {
    rmSync(folder.at('data/model'), { force: true });
    await writeFileSafely(folder.at(link), `new ${i}`);
    expect(lstatSync(folder.at(link)).isSymbolicLink()).toBe(true);
    expect(readFileSync(folder.at('data/model'), 'utf8')).toBe(`new ${i}`);
  }
  expect(readdirSync(folder.at('data'))).toEqual(['model', 'second']);
});

test('a link into a folder that is not there stays, and that is said', async () => {
  const folder = tempFolder();
  symlinkSync('nowhere/model', folder.at('link'));
  await expect(writeFileSafely(folder.at('link'), 'new')).rejects.toMatchObject({
    code: 'CANNOT_WRITE',
  });
  expect(readdirSync(folder.path)).toEqual(['link']);
});

test('a pipe is written to, and stays one', async () => {
  const path = tempFolder().at('pipe');
  execFileSync('mkfifo', [path]);
  const [read] = await Promise.all([readFile(path, 'utf8'), writeFileSafely(path, 'a model')]);
  expect(read).toBe('a model');
  expect(lstatSync(path).isFIFO()).toBe(true);
});

test('a folder is no file to be written', async () => {
  const { path } = tempFolder();
  await expect(writeFileSafely(path, 'new')).rejects.toMatchObject({ code: 'CANNOT_WRITE' });
});
