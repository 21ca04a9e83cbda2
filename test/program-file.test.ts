import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join('dist', 'cli');

test('the program is one file, which opens few others before it knows its command', () => {
  expect(readdirSync(folder)).toEqual(['main.js']);
  const text = readFileSync(join(folder, 'main.js'), 'utf8');
  expect(text.startsWith('#!/usr/bin/env node\n')).toBe(true);
  const opened = [...text.matchAll(/^import .*? from "([^"]+)";$/gm)].map(([, name]) => name ?? '');
  const own = opened.filter((name) => !name.startsWith('node:'));
  // What is known by its class, or holds state, must not be there twice.
  expect(own.sort()).toEqual(['../util/at-exit.js', '../util/clock.js', '../util/errors.js']);
});
