import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { loadOpenBlas } from '../../../../src/engine/kernels/blas/open-blas.js';
import { tempFolder } from '../../../fixtures/temp-folder.js';

const folder = tempFolder();
let folders = 0;

test('without koffi the error says what to install', () => {
  const koffi = [`${folder.path}/`];
  expect(() => loadOpenBlas({ koffi, libraries: [] })).toThrow('need the package koffi');
});

test('without the library the error says why none loads', () => {
  const place = folderWithKoffi(
    "exports.load = (path) => { throw new Error(path + ': no file'); };",
  );
  expect(() => loadOpenBlas({ koffi: [place], libraries: ['libnone.so'] })).toThrow(
    'OpenBLAS is not found: libnone.so: no file',
  );
});

test('a koffi that does not start is an error of its own', () => {
  const place = folderWithKoffi("throw new Error('built for another machine');");
  expect(() => loadOpenBlas({ koffi: [place], libraries: [] })).toThrow('another machine');
});

test("the names of SciPy's build are found, and it is set to one thread", () => {
  const place = folderWithKoffi(`
    const known = /void (scipy_openblas_set_num_threads|scipy_cblas_sgemm)\\(/;
    globalThis.calls = [];
    exports.load = () => ({
      func(definition) {
        if (!known.test(definition)) throw new Error('no such function');
        return (...given) => { globalThis.calls.push(given); };
      },
    });
  `);
  const { sgemm } = loadOpenBlas({ koffi: [place], libraries: ['some.so'] });
  expect(sgemm).toBeTypeOf('function');
  expect((globalThis as { calls?: unknown }).calls).toEqual([[1]]);
});

/** A place beside which there is a koffi of this source. */
function folderWithKoffi(source: string): string {
  const place = folder.at(`${folders++}`);
  const own = join(place, 'node_modules', 'koffi');
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, 'index.js'), source);
  return pathToFileURL(join(place, 'index.js')).href;
}
