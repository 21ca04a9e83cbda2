import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { installPackage, runProgram } from '../fixtures/installed-package.js';
import { tempFolder } from '../fixtures/temp-folder.js';

/** What is packed, installed where nothing else is. */
const folder = tempFolder();

const run = (command: string, args: readonly string[]) => runProgram(command, args, folder.path);

beforeAll(() => installPackage(folder.path));

function filesBelow(place: string): readonly string[] {
  return readdirSync(place, { recursive: true, encoding: 'utf8' }).map((name) => join(place, name));
}

test('it takes less than 60 MB, and runs nothing when it is installed', () => {
  const files = filesBelow(folder.at('node_modules'));
  const bytes = files.reduce(
    (sum, file) => sum + (statSync(file).isFile() ? statSync(file).size : 0),
    0,
  );
  expect(bytes).toBeGreaterThan(1e6);
  expect(bytes).toBeLessThan(60e6);
  const packages = files.filter((file) =>
    /node_modules\/(?:@[^/]+\/)?[^/@]+\/package\.json$/.test(file),
  );
  expect(packages.length).toBeGreaterThan(10);
  const running = packages.filter((file) => {
    const { scripts = {} } = JSON.parse(readFileSync(file, 'utf8')) as { scripts?: object };
    return ['preinstall', 'install', 'postinstall'].some((name) => Object.hasOwn(scripts, name));
  });
  expect(running).toEqual([]);
  // Nothing is compiled either.
  expect(files.filter((file) => /binding\.gyp$/.test(file))).toEqual([]);
});

test('what is installed fits, predicts and exports', () => {
  const cli = (...args: string[]) => run('npx', ['--offline', 'autofit', ...args]);
  const table = resolve('datasets/penguins.csv');
  cli('fit', table, '--label', 'species', '--trials', '2', '--out', 'run', '-j', '1', '--quiet');
  expect(cli('predict', 'run', table, '--quiet').split('\n').length).toBe(346);
  expect(cli('export', 'run', '--format', 'ts')).toContain('export interface Row');
  const program =
    "import { loadPredictor } from 'autofit'; console.log((await loadPredictor('run')).info.label)";
  expect(run(process.execPath, ['--input-type=module', '-e', program]).trim()).toBe('species');
});

test('what talks to Redis does not come with it, and is asked for where it is needed', () => {
  expect(readdirSync(folder.at('node_modules'))).not.toContain('bullmq');
  const table = resolve('datasets/penguins.csv');
  const address = ['--redis', 'redis://127.0.0.1:1'];
  for (const words of [['worker'], ['fit', table, '--label', 'species', '--trials', '1']]) {
    const { status, stderr } = spawnSync('npx', ['--offline', 'autofit', ...words, ...address], {
      cwd: folder.path,
      encoding: 'utf8',
    });
    expect(stderr).toContain('npm install bullmq ioredis');
    expect(status).toBe(2);
  }
});
