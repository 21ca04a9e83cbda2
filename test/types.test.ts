import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from './fixtures/temp-folder.js';

const folder = tempFolder();

test.each([
  ['nothing', ['ES2022']],
  ['a browser', ['ES2022', 'DOM']],
])('the types need those of %s alone, and take rows of interfaces and classes', (_, lib) => {
  const place = join(folder.path, lib.join('-'));
  mkdirSync(join(place, 'node_modules'), { recursive: true });
  symlinkSync(resolve('.'), join(place, 'node_modules', 'autofit'));
  cpSync('test/fixtures/consumer/index.mts', join(place, 'index.mts'));
  const compilerOptions = {
    lib,
    target: 'ES2022',
    module: 'NodeNext',
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
    // What stands beside the project's own sources, such as the types of Node, is not found.
    preserveSymlinks: true,
    noEmit: true,
  };
  const config = { compilerOptions, files: ['index.mts'] };
  writeFileSync(join(place, 'tsconfig.json'), JSON.stringify(config));
  const compiler = resolve('node_modules/typescript/bin/tsc');
  const { stdout, status } = spawnSync(process.execPath, [compiler, '-p', place], {
    encoding: 'utf8',
  });
  expect({ stdout, status }).toEqual({ stdout: '', status: 0 });
});
