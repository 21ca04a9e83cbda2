import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { runProgram } from '../fixtures/installed-package.js';

interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

let packed: Packed;

beforeAll(() => {
  const told = runProgram('npm', ['pack', '--dry-run', '--json', '--silent'], resolve('.'));
  const [first] = JSON.parse(told.slice(told.indexOf('['))) as Packed[];
  if (!first) throw new Error('npm packs nothing');
  packed = first;
});

/** In thousands of bytes: what a part may take, about a tenth above what it takes. Raise one where that is worth it, and say so in the commit. */
const BUDGET: readonly (readonly [part: string, paths: RegExp, most: number])[] = [
  ['the program of the command line', /^dist\/cli\//, 290],
  ['what pages fit and predict by', /^dist\/browser\/bundle\//, 4700],
  ['the studio', /^dist\/studio\//, 42],
  ['pages and reports', /^dist\/report\//, 1100],
  ['exports', /^dist\/export\//, 880],
  ['pictures', /^dist\/image\//, 700],
  ['kernels in WebAssembly', /^dist\/(?:engine\/kernels\/simd|table)\/generated\//, 180],
  ['types', /^dist\/.*\.d\.c?ts$/, 570],
  ['all other modules', /^dist\//, 3100],
  ['presets', /^presets\//, 90],
  ['data', /^datasets\//, 1050],
  ['pages of the documentation', /\.md$/, 670],
];

test('each part keeps within its budget', () => {
  const sizes = new Map<string, number>();
  for (const { path, size } of packed.files) {
    const part = BUDGET.find(([, paths]) => paths.test(path))?.[0] ?? path;
    sizes.set(part, (sizes.get(part) ?? 0) + size);
  }
  const rest = [...sizes.keys()].filter((part) => !BUDGET.some(([own]) => own === part));
  expect(rest.sort()).toEqual(['LICENSE', 'package.json']);
  const kilobytes = BUDGET.map(([part, , most]) => ({ part, most, takes: sizes.get(part) ?? 0 }));
  // A budget of twice what is needed bounds nothing.
  const wrong = kilobytes.filter(({ most, takes }) => takes > most * 1000 || takes < most * 500);
  expect(wrong).toEqual([]);
});

test('the whole keeps within its budget', () => {
  expect(packed.size).toBeLessThan(4.5e6);
  expect(packed.unpackedSize).toBeLessThan(13e6);
  expect(packed.files.length).toBeLessThan(2600);
});

test('nothing is packed that only a clone needs', () => {
  const paths = packed.files.map(({ path }) => path);
  const strange =
    /(?:^|\/)\.|\.tsbuildinfo$|\.map$|(?<!\.d)\.c?tsx?$|^(?:src|test|bench|scripts)\//;
  expect(paths.filter((path) => strange.test(path))).toEqual([]);
});

test('what a packed module imports is packed', () => {
  const paths = new Set(packed.files.map(({ path }) => path));
  const modules = [...paths].filter((path) => /^dist\/.*(?:\.c?js|\.d\.c?ts)$/.test(path));
  expect(modules.length).toBeGreaterThan(1000);
  const missing = modules
    // What is bundled finds its own parts: pages are opened by tests of their own.
    .filter((path) => !/\/bundle(?:\/|\.js)|-bundle\.js$/.test(path))
    .flatMap((path) => importsOf(path))
    .filter((path) => !paths.has(path) && !paths.has(path.replace(/\.(c?)js$/, '.d.$1ts')));
  expect(missing).toEqual([]);
});

function importsOf(path: string): readonly string[] {
  const text = readFileSync(path, 'utf8');
  const found = text.matchAll(/^(?:import|export)\b.*?['"](\.[^'"]+\.c?js)['"]/gm);
  const later = text.matchAll(/(?<!\{ ?)\bimport\(['"](\.[^'"]+\.c?js)['"]\)/g);
  return [...found, ...later].map(([, name = '']) => join(dirname(path), name));
}

test('a page that a packed page links is packed, but for pictures and what only a clone has', () => {
  const paths = new Set(packed.files.map(({ path }) => path));
  const pages = [...paths].filter((path) => path.endsWith('.md'));
  expect(pages).toContain('docs/tutorial.md');
  for (const page of pages) {
    const links = readFileSync(page, 'utf8').matchAll(
      /\]\((?![a-z]+:)([^)#\s]+\.md)(?:#[^)]*)?\)/g,
    );
    for (const [, link = ''] of links) {
      const target = normalize(join(dirname(page), link));
      expect({ page, target, exists: existsSync(target) }).toMatchObject({ exists: true });
      expect({ page, target, isPacked: paths.has(target) }).toMatchObject({ isPacked: true });
    }
  }
});
