import { cpSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { installPackage, runProgram } from '../fixtures/installed-package.js';
import { installTools } from '../fixtures/packed-tools.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const tools = resolve('test/real/packaging/node_modules');
/** The one that autofit is written in, and the oldest that its types are for. */
const COMPILERS = [
  ['7.0', resolve('node_modules/typescript')],
  ['5.7', join(tools, 'typescript-5')],
] as const;

beforeAll(() => {
  installTools('packaging');
  installPackage(folder.path);
}, 300_000);

function tarball(): string {
  return folder.at(readdirSync(folder.path).find((name) => name.endsWith('.tgz')) ?? '');
}

test('publint finds nothing wrong with what is packed', () => {
  runProgram(join(tools, '.bin/publint'), ['run', tarball(), '--strict'], folder.path);
});

test('each export has types where modules are resolved as modules', () => {
  const asked = ['--profile', 'esm-only', '--format', 'ascii'];
  const told = runProgram(join(tools, '.bin/attw'), [tarball(), ...asked], folder.path);
  expect(told).toContain('autofit/serve');
});

/** Which programs are compiled, what there is of types, and how modules are resolved. */
const PROGRAMS = [
  ['index.mts', ['ES2022'], { module: 'NodeNext' }],
  ['page.mts', ['ES2022', 'DOM'], { module: 'NodeNext' }],
  ['index.mts', ['ES2022', 'DOM'], { module: 'ESNext', moduleResolution: 'Bundler' }],
  ['page.mts', ['ES2022', 'DOM'], { module: 'ESNext', moduleResolution: 'Bundler' }],
  // A compiler that keeps `require` from modules, as all before TypeScript 5.8 did.
  ['common.cts', ['ES2022'], { module: 'Node16' }],
] as const;

describe.each(COMPILERS)('TypeScript %s', (version, compiler) => {
  test.each(PROGRAMS)('compiles %s with %j and %j, without types of Node', (file, lib, modules) => {
    const place = mkdtempSync(folder.at(`program-${version}-`));
    cpSync(join('test/fixtures/consumer', file), join(place, file));
    const compilerOptions = {
      target: 'ES2022',
      lib,
      ...modules,
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      noEmit: true,
    };
    writeFileSync(join(place, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }));
    runProgram(process.execPath, [join(compiler, 'bin/tsc'), '-p', place], folder.path);
  });
});
