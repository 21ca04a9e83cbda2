import { existsSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** Packages that run in a browser as they are. */
const portable = ['zod', 'fflate', '@jsquash/jpeg/decode.js', '@jsquash/webp/decode.js'];

/** Every file that a module reaches by imports of values, and what it imports that is no file. */
function reach(entry: string): { readonly files: Set<string>; readonly packages: Set<string> } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    for (const name of imported(readFileSync(file, 'utf8'))) {
      if (name.startsWith('.')) visit(sourceOf(file, name));
      else packages.add(name);
    }
  };
  visit(entry);
  return { files, packages };
}

/** Names in import and export statements and calls; those of types alone vanish when compiled. */
function imported(text: string): string[] {
  const statements = text.matchAll(
    /^(?:import|export)\s+(type\s)?(?:[\w$*{},\s]*?\sfrom\s*)?['"]([^'"]+)['"]/gm,
  );
  const calls = text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g);
  const names = [...statements].filter(([, type]) => !type).map(([, , name = '']) => name);
  return [...names, ...[...calls].map(([, name = '']) => name)];
}

function sourceOf(file: string, name: string): string {
  const source = normalize(join(file, '..', name)).replace(/\.js$/, '.ts');
  if (!existsSync(source)) throw new Error(`${file} imports ${name}, which is not there`);
  return source;
}

test('imports are found in every form, types left out', () => {
  const text = [
    "import { a } from './a.js';",
    "import type { B } from './b.js';",
    "import './c.js';",
    'import {\n  type D,\n  d,\n} from "./d.js";',
    "export { e } from './e.js';",
    "export type { F } from './f.js';",
    "const g = await import('./g.js');",
  ].join('\n');
  expect(imported(text)).toEqual(['./a.js', './c.js', './d.js', './e.js', './g.js']);
});

test.each(['src/predictor/index.ts', 'src/engine/index.ts'])(
  '%s reaches nothing of Node and needs no shared memory',
  (entry) => {
    const { files, packages } = reach(entry);
    expect(files.size).toBeGreaterThan(10);
    expect([...packages].filter((name) => !portable.includes(name))).toEqual([]);
    const using = (pattern: RegExp) =>
      [...files].filter((file) => pattern.test(code(readFileSync(file, 'utf8'))));
    expect(using(/\bnew SharedArrayBuffer\b|\bAtomics\b/)).toEqual([]);
    expect(using(/\bBuffer\.|\brequire\(|\b__dirname\b/)).toEqual([]);
  },
);

test('the main entry does reach Node, so the walk finds it where it is', () => {
  expect([...reach('src/index.ts').packages].some((name) => name.startsWith('node:'))).toBe(true);
});

/** The text without comments. */
function code(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}
