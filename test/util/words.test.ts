import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timestamp } from '../../src/util/clock.js';
import { csvLine } from '../../src/util/csv-line.js';
import { formatDuration, parseDuration } from '../../src/util/duration.js';
import { AutofitError, errorMessage } from '../../src/util/errors.js';
import { nearestName } from '../../src/util/nearest-name.js';
import { availableProcessors } from '../../src/util/processors.js';

test('durations are read in their units', () => {
  const written = ['30s', '5m', '1h', '1.5h', '250ms', '12', 7];
  expect(written.map(parseDuration)).toEqual([30, 300, 3600, 5400, 0.25, 12, 7]);
});

test.each(['', 'x', '5 apples', '-3s', '0s', '1d', '1e400'])('"%s" is no duration', (text) => {
  expect(() => parseDuration(text)).toThrow(AutofitError);
});

test('durations are shown as people say them', () => {
  expect([0.42, 12.3, 60, 185].map(formatDuration)).toEqual([
    '0.4 s',
    '12 s',
    '1 m 00 s',
    '3 m 05 s',
  ]);
});

test('the nearest name forgives typing, case and parts of names', () => {
  const names = ['price', 'species', 'compressive_strength'];
  expect(nearestName('Pirce', names)).toBe('price');
  expect(nearestName('SPECIES', names)).toBe('species');
  expect(nearestName('strength', names)).toBe('compressive_strength');
  expect(nearestName('zzzzzz', names)).toBeUndefined();
  expect(nearestName('x', [])).toBeUndefined();
});

test('an error keeps its place and hint', () => {
  const error = new AutofitError('RAGGED_ROW', 'bad', { file: 'a.csv', line: 3, hint: 'mend it' });
  expect(error).toMatchObject({
    code: 'RAGGED_ROW',
    hint: 'mend it',
    place: { file: 'a.csv', line: 3 },
  });
  expect(errorMessage(error)).toBe('bad');
  expect(errorMessage(7)).toBe('7');
});

test('a CSV line reads back as its cells', () => {
  const cell = fc.string({ minLength: 1 }).filter((text) => text !== '\ufeff');
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), (cells) => {
      expect(parse(csvLine(cells), { relax_quotes: false })).toEqual([cells]);
    }),
  );
});

test('there is at least one processor', () => {
  expect(availableProcessors()).toBeGreaterThanOrEqual(1);
  expect(Number.isInteger(availableProcessors())).toBe(true);
});

test('a time becomes a name that sorts, months counted from 1', () => {
  expect(timestamp(new Date(2026, 0, 2, 3, 4, 5))).toBe('20260102-030405');
});
