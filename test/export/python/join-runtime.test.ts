import { expect, test } from 'vitest';
import { joinRuntime } from '../../../src/export/python/join-runtime.js';
import { readPythonRuntime } from '../../../src/run/python-runtime.js';

test('a file stands behind those that it imports, once, without the lines that import them', () => {
  const joined = joinRuntime(
    {
      main: '"""Runs.\n\nAnd ends.\n"""\n\nimport sys\n\nfrom .a import f\nfrom .b import (\n    g,\n)\n\nf(g)\n',
      a: '"""Has f."""\n\nimport sys\nfrom math import pi\n\nfrom .b import g\n\n\ndef f(x):\n    import os\n    return x\n',
      b: '"""Has g."""\n\ng = 1\n',
      unused: 'x = 1\n',
    },
    'main',
  );
  expect(joined).toEqual({
    imports: 'import sys\nfrom math import pi\n',
    code: [
      '# b: Has g.\n\ng = 1\n',
      '# a: Has f.\n\ndef f(x):\n    import os\n    return x\n',
      '# main: Runs.\n#\n# And ends.\n\nf(g)\n',
    ].join('\n\n'),
  });
});

test('a circle of imports, and a file that is not there, are refused', () => {
  const circle = { a: 'from .b import x\n', b: 'from .a import y\n' };
  expect(() => joinRuntime(circle, 'a')).toThrow('imports itself');
  expect(() => joinRuntime({ a: 'from .c import x\n' }, 'a')).toThrow('no Python file c');
});

test('the runtime joins: all files are in it, and no name is given twice', async () => {
  const files = await readPythonRuntime();
  const { code, imports } = joinRuntime(files, 'predict');
  for (const name of Object.keys(files)) expect(code).toContain(`\n# ${name}: `.trimStart());
  expect(code).not.toMatch(/^from \./m);
  expect(code).not.toMatch(/^import /m);
  expect(imports.trimEnd().split('\n')).toEqual([...new Set(imports.trimEnd().split('\n'))]);
  const names = [...code.matchAll(/^(?:def |class )(\w+)|^(\w+) = /gm)].map(([, a, b]) => a ?? b);
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  expect(twice).toEqual([]);
});

test('the runtime imports the standard library and numpy alone', async () => {
  const { imports } = joinRuntime(await readPythonRuntime(), 'predict');
  const modules = [...imports.matchAll(/^(?:import|from) ([\w.]+)/gm)].map(([, name]) => name);
  const known = ['base64', 'bisect', 'collections', 'collections.abc', 'csv', 'datetime'];
  const more = ['decimal', 'functools', 'hashlib', 'io', 'itertools', 'json', 'math', 'numpy'];
  const rest = ['os', 're', 'sys', 'unicodedata', 'warnings'];
  expect(modules.filter((name = '') => ![...known, ...more, ...rest].includes(name))).toEqual([]);
});
