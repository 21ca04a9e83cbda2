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
