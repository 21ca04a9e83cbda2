import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { tempFolder } from '../fixtures/temp-folder.js';

const MAIN = resolve('dist/cli/main.js');
const folder = tempFolder();
const run = folder.at('run');

beforeAll(() => {
  const options = ['-l', 'compressive_strength', '--trials', '2', '-j', '1', '-q', '--no-report'];
  const args = [MAIN, 'datasets/concrete.csv', ...options, '-o', run];
  expect(spawnSync(process.execPath, args).status).toBe(0);
});

test.each([
  ['predict', run, 'datasets/concrete.csv'],
  ['leaderboard', run],
  ['fit', '--help'],
])('a reader of standard output that ends early ends %s without a word', (...args) => {
  const words = [process.execPath, MAIN, ...args].map((word) => `'${word}'`).join(' ');
  const script = `${words} | head -1 > /dev/null; exit \${PIPESTATUS[0]}`;
  const { status, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  expect(stderr).not.toMatch(/error|EPIPE|\n +at /i);
  expect(status).toBe(0);
});

/** Ends as the command does whose streams go to a disk without room. */
function written(redirection: string, args: readonly string[]) {
  const script = `exec "$0" "$@" ${redirection}`;
  return spawnSync('bash', ['-c', script, process.execPath, MAIN, ...args], { encoding: 'utf8' });
}

test('progress that a disk has no room for ends no search', () => {
  const out = folder.at('unheard');
  const options = ['-l', 'compressive_strength', '--trials', '2', '-j', '1', '-v', '--no-report'];
  const args = ['datasets/concrete.csv', ...options, '-o', out];
  expect(written('2> /dev/full', args).status).toBe(0);
  expect(readFileSync(`${out}/model.safetensors`)).toEqual(
    readFileSync(`${run}/model.safetensors`),
  );
});

test('answers that a disk has no room for are an error, by its exit code', () => {
  const { status, stderr } = written('> /dev/full', ['predict', run, 'datasets/concrete.csv']);
  expect(stderr).toMatch(/^error: .*no space left on device/im);
  expect(stderr).not.toMatch(/\n +at /);
  expect(status).toBe(2);
});

test('predicting from standard input that stalls ends at Ctrl-C, by its exit code', async () => {
  const child = spawn(process.execPath, [MAIN, 'predict', run, '-'], { stdio: 'pipe' });
  let told = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  const ended = once(child, 'exit');
  child.stdin.write('cement,age\n300,28\n');
  await sleep(2000);
  child.kill('SIGINT');
  const late = sleep(20_000).then(() => child.kill('SIGKILL'));
  const [code, signal] = await Promise.race([ended, late.then(() => ended)]);
  expect(told).not.toMatch(/\n +at /);
  expect(code ?? signal).toBe(130);
});
