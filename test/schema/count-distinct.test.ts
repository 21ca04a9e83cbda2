import { expect, test } from 'vitest';
import { countDistinct } from '../../src/schema/count-distinct.js';
import { inferColumns } from '../../src/schema/infer-schema.js';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

test('numbers are counted with their forms, missing ones left out', () => {
  const values = Float64Array.of(1, 1, 2.5, Number.NaN, 1, 0, 0);
  expect(countDistinct(values, Uint8Array.of(0, 1, 1, 254, 0, 0, 0))).toEqual({
    distinct: 4,
    isAbout: false,
  });
});

test.each([70_000, 200_000, 1_000_000])(
  '%d different numbers are estimated to a few hundredths',
  (count) => {
    const values = Float64Array.from(
      { length: 1_000_000 },
      (_, row) => ((row % count) * 2654435761) / 7,
    );
    const { distinct, isAbout } = countDistinct(values, new Uint8Array(values.length));
    expect(isAbout).toBe(true);
    // Three standard errors of 1.04 / √16384.
    expect(Math.abs(distinct - count) / count).toBeLessThan(0.025);
    expect(countDistinct(values, new Uint8Array(values.length), 2e6).distinct).toBe(count);
  },
);

test('keys are told exactly among very many rows, and medians about', async () => {
  const rows = 120_000;
  const own = (i: number) => (i * 7919) % 1_000_003;
  const lines = Array.from({ length: rows }, (_, i) => `${i},${own(i)},${own(i === 7 ? 8 : i)}`);
  const raw = await readTable(folder.write('many.csv', `n,a_id,b_id\n${lines.join('\n')}\n`));
  const [count, key, twice] = inferColumns(raw, { types: {}, ignore: [] });
  expect([count?.kind, count?.evidence.distinct, count?.evidence.isAbout]).toEqual([
    'ignored',
    rows,
    undefined,
  ]);
  expect([key?.kind, key?.evidence.isAbout]).toEqual(['ignored', true]);
  expect([twice?.kind, twice?.evidence.isAbout]).toEqual(['numeric', true]);
});
