import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellValues } from '../../src/schema/cell-values.js';
import { profileColumn } from '../../src/schema/column-profile.js';
import { datetimeReader } from '../../src/schema/datetime-reader.js';
import { inferDatetime } from '../../src/schema/infer-datetime.js';
import { createRawColumnBuilder } from '../../src/table/raw-column-builder.js';

const two = (value: number) => String(value).padStart(2, '0');
const MONTHS = ['Jan', 'feb', 'March', 'Mai', 'Dezember'];
type Parts = [year: number, month: number, day: number, second: number];
const FORMS: readonly ((...parts: Parts) => string)[] = [
  (y, m, d) => `${y}-${two(m)}-${two(d)}`,
  (y, m, d, s) => `${y}-${two(m)}-${two(d)} 12:${two(s)}:${two(s)}`,
  (y, m, d) => `${d}/${m}/${y}`,
  (y, m, d) => `${m}/${d}/${y}`,
  (y, m, d) => `${two(d)}.${two(m)}.${two(y % 100)}`,
  (y, m, d) => `${d} ${MONTHS[m % MONTHS.length]} ${y}`,
  (y, m) => `${y}-${two(m)}`,
  (y) => `${y}`,
  (_y, m, _d, s) => `${two(m)}:${two(s)}`,
  () => '9999-12-31',
  () => 'open',
];

test('what is remembered of dates that were scanned is what their reader reads', () => {
  const parts = fc.tuple(
    fc.integer({ min: 1950, max: 2030 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 31 }),
    fc.integer({ min: 0, max: 59 }),
  );
  const forms = fc.uniqueArray(fc.nat(FORMS.length - 1), { minLength: 1, maxLength: 3 });
  let dates = 0;
  const property = fc.property(forms, fc.array(parts, { minLength: 30 }), (some, all) => {
    const cells = all.map((own, i) => FORMS[some[i % some.length] ?? 0]?.(...own) ?? '');
    const builder = createRawColumnBuilder();
    for (const cell of cells) builder.push(cell);
    const profile = profileColumn(builder.finish('when'));
    const parser = inferDatetime(profile, { share: 0.3 })?.parser;
    if (!parser) return;
    dates++;
    const read = datetimeReader(parser);
    const found = cellValues(profile, parser);
    expect([...(found?.values ?? [])]).toEqual(profile.counts.cells.map((cell) => read(cell)));
    const rows = profile.counts.cells.map((cell, i) =>
      Number.isNaN(read(cell)) ? 0 : (profile.counts.rowsOf[i] ?? 0),
    );
    expect(found?.rows).toBe(rows.reduce((a, b) => a + b, 0));
  });
  fc.assert(property, { numRuns: 400 });
  expect(dates).toBeGreaterThan(100);
});
