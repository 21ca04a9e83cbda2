import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { cellTexts } from '../../src/table/raw-cells.js';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { writeExcel } from '../fixtures/write-excel.js';

const folder = tempFolder();
const rows = [
  ['city', 'price', 'sold', 'when', 'note'],
  ['Oslo', 12.5, true, { day: 45_292 }, null],
  ['Bergen', 3, false, { day: 45_293.5 }, { error: '#N/A' }],
  [null, null, null, null, null],
  ['Trondheim', -0.1, null, { day: 45_657 }, 'last'],
];

async function cellsOf(path: string, options = {}) {
  const { columns } = await readTable(path, options);
  return Object.fromEntries(columns.map((column) => [column.name, cellTexts(column)]));
}

test('the first sheet is read, with its numbers, dates, booleans and gaps, and others are told', async () => {
  const path = folder.write('book.xlsx', writeExcel({ Sales: rows, Other: [['a'], [1]] }));
  expect(await cellsOf(path)).toEqual({
    city: ['Oslo', 'Bergen', 'Trondheim'],
    price: ['12.5', '3', '-0.1'],
    sold: ['true', 'false', ''],
    when: ['2024-01-01', '2024-01-02T12:00:00Z', '2024-12-31'],
    note: ['', '', 'last'],
  });
  const { notes, ...typed } = await readTable(path);
  // Its dates are typed, and have no zone.
  expect(typed).toMatchObject({ hasMoments: true, lacksZones: true });
  expect(notes).toEqual([
    `${path}, sheet "Sales" is read; \`sheet\` names another (Other)`,
    `1 blank line of ${path}, sheet "Sales" is skipped`,
  ]);
});

test('a sheet is told by name or by its place from 1; another is an error that names them', async () => {
  const book = {
    Sales: rows,
    Other: [
      ['a', 'b'],
      [1, 2],
    ],
  };
  const path = folder.write('two.xlsx', writeExcel(book));
  expect(await cellsOf(path, { sheet: 'Other' })).toEqual({ a: ['1'], b: ['2'] });
  expect(await cellsOf(path, { sheet: 2 })).toEqual({ a: ['1'], b: ['2'] });
  await expect(readTable(path, { sheet: 'Sale' })).rejects.toMatchObject({
    code: 'NO_SHEET',
    hint: 'Did you mean "Sales"? Its sheets are: Sales, Other.',
  });
});

test('titles above the header are skipped, and said to be', async () => {
  const titled = [['Report of sales'], [null], ...rows];
  const path = folder.write('titled.xlsx', writeExcel({ Sales: titled }));
  const raw = await readTable(path);
  expect(raw.columns.map(({ name }) => name)).toEqual(['city', 'price', 'sold', 'when', 'note']);
  expect(raw.notes[0]).toBe(
    `the first 2 rows of ${path}, sheet "Sales" are above the table: skipped`,
  );
});

test('a damaged workbook is a clear error', async () => {
  const bytes = writeExcel({ Sales: rows });
  const path = folder.write('cut.xlsx', bytes.subarray(0, bytes.length / 2));
  await expect(readTable(path)).rejects.toMatchObject({ code: 'BAD_ZIP' });
});

test('times of day, durations and hours of a day are to the millisecond', async () => {
  const hours = Array.from({ length: 96 }, (_, i) => [
    { day: 45_292 + i / 96 },
    { day: (i * 5) / 96 },
  ]);
  const path = folder.write('hours.xlsx', writeExcel({ Log: [['at', 'lasted'], ...hours] }));
  const { at, lasted } = await cellsOf(path);
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00`;
  expect(at?.slice(1)).toEqual(hours.slice(1).map((_, i) => `2024-01-01T${clock(15 * (i + 1))}Z`));
  // Up to 118 hours and 45 minutes.
  expect(lasted?.slice(1)).toEqual(hours.slice(1).map((_, i) => clock(75 * (i + 1))));
});

test.each([
  ['', 1462],
  ['<workbookPr date1904="0"/>', 1462],
  ['<workbookPr date1904="1"/>', 0],
  ['<workbookPr showObjects="all" date1904="true"/><workbookPr date1904="0"/>', 0],
  ['<x:workbookPr xmlns:x="http://schemas.openxmlformats.org/x" date1904="1"/>', 0],
])('days count from 1900, or from 1904 where the workbook says so: %j', async (settings, days) => {
  const book = unzipSync(
    writeExcel({
      Log: [
        ['at', 'clock', 'lasted', 'mixed'],
        [{ day: 43_830 + days }, { day: 8.5 / 24 }, { day: 1.5 }, { day: 0.75 }],
        [{ day: 43_830.25 + days }, { day: 0 }, { day: -1 / 16 }, { day: 43_830 + days }],
      ],
    }),
  );
  const name = 'xl/workbook.xml';
  const xml = strFromU8(book[name] ?? new Uint8Array()).replace('<sheets>', `${settings}<sheets>`);
  const bytes = Buffer.from(zipSync({ ...book, [name]: strToU8(xml) }));
  expect(await cellsOf(folder.write('calendar.xlsx', bytes))).toEqual({
    at: ['2024-01-01', '2024-01-01T06:00:00Z'],
    clock: ['08:30:00', '00:00:00'],
    lasted: ['36:00:00', '-01:30:00'],
    mixed: ['18:00:00', '2024-01-01'],
  });
});
