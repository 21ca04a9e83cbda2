import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reserveFolder } from '../../src/cli/reserve-folder.js';
import { AutofitError } from '../../src/util/errors.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

test('a path that is taken gets the first number that is free', () => {
  const wanted = folder.at('runs/data-20260101-000000');
  expect(reserveFolder(wanted)).toBe(wanted);
  expect(reserveFolder(wanted)).toBe(`${wanted}-2`);
  expect(reserveFolder(wanted)).toBe(`${wanted}-3`);
  expect(existsSync(`${wanted}-3`)).toBe(true);
});

test('a place that cannot be written is a mistake of the user', () => {
  const file = folder.write('file', '');
  expect(() => reserveFolder(`${file}/run`)).toThrow(AutofitError);
});

test('is gone when the process exits before anything but the lock of a run is in it', () => {
  const script = `
    import { readdirSync } from 'node:fs';
    import { reserveFolder } from './src/cli/reserve-folder.ts';
    import { createRunFolder } from './src/run/run-folder.ts';
    const path = reserveFolder(process.env.RUN);
    await createRunFolder(path);
    process.stdout.write(readdirSync(path).join());
    process.exit(130);
  `;
  const args = ['--import', 'tsx', '--input-type=module', '-e', script];
  const env = { ...process.env, RUN: folder.at('runs/exited') };
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', env });
  expect([status, stdout]).toEqual([130, 'lock']);
  expect(existsSync(folder.at('runs/exited'))).toBe(false);
});
