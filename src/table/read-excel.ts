import { buffer } from 'node:stream/consumers';
import { AutofitError, errorMessage } from '../util/errors.js';
import { greatestOf } from '../util/extremes.js';
import { nearestName } from '../util/nearest-name.js';
import { valueText } from './cell-text.js';
import { checkExcel } from './check-excel.js';
import { createRecords } from './csv-records.js';
import { WHOLE_TABLE } from './dialect.js';
import { type ExcelCalendar, excelCalendar } from './excel-calendar.js';
import type { Form, FormInput, FormOptions } from './form.js';
import { placeNames, uniqueNames } from './header.js';
import type { RawTable } from './raw-table.js';
import { titleRows } from './title-rows.js';

/** Rows that a header is looked for in. */
const SAMPLE = 100;

/** An Excel workbook (.xlsx), of which one sheet is read. */
export const excel: Form = {
  name: 'Excel',
  uses: ['header', 'sheet'],
  isShownBy: (sample) => sample.toString('latin1', 0, 4) === 'PK\x03\x04',
  read: readExcel,
};

async function readExcel({ stream, source }: FormInput, options: FormOptions): Promise<RawTable> {
  const { name, rows, others } = await sheetOf(await buffer(stream), source, options.sheet);
  const where = `${source}, sheet "${name}"`;
  const first = rows.findIndex((row) => row.some((cell) => cell !== ''));
  const filled = first < 0 ? [] : rows.slice(first);
  const sample = filled.slice(0, SAMPLE).map((row) => row.map(String));
  const titles = options.header === false ? 0 : titleRows(sample);
  const hasComma = commasIn(sample[titles] ?? [], options);
  const records = createRecords(
    where,
    { ...WHOLE_TABLE, notes: notesOf(where, titles, others) },
    options,
  );
  let blank = 0;
  for (const [i, row] of filled.slice(titles).entries()) {
    if (row.every((cell) => cell === '')) blank++;
    else {
      records.take(
        row.map((cell, place) => valueText(cell, hasComma(place))),
        first + titles + i + 1,
      );
      records.addBlank({ before: blank, behind: 0 });
      blank = 0;
    }
  }
  return { ...records.finish(), source, hasMoments: true, lacksZones: true };
}

/** Which columns are written with a decimal comma elsewhere: by their names, which the first of these cells are unless there is no header. */
function commasIn(head: readonly string[], { commaColumns, header }: FormOptions) {
  const names = header === false ? placeNames(head.length) : uniqueNames(head).names;
  return (place: number) => commaColumns?.has(names[place] ?? '') ?? false;
}

/** Numbers as they are, all else as texts. */
type Cell = string | number;

interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  /** Names of the sheets that are not read. */
  readonly others: readonly string[];
}

async function sheetOf(bytes: Buffer, source: string, told?: string | number): Promise<Sheet> {
  const { default: readWorkbook } = await import('read-excel-file/universal');
  const copy = new Uint8Array(bytes);
  const reading = checkExcel(copy).then(() => readWorkbook(copy.buffer, { trim: false }));
  const sheets = await reading.catch((thrown: unknown) => {
    throw new AutofitError('BAD_EXCEL', `${source} cannot be read: ${errorMessage(thrown)}.`, {
      file: source,
      hint: 'The workbook is damaged or locked: save it again, or save the sheet as CSV.',
    });
  });
  const names = sheets.map(({ sheet }) => sheet);
  const byName = names.indexOf(String(told));
  const place = told === undefined ? 0 : byName >= 0 ? byName : Number(told) - 1;
  const found = sheets[place];
  if (!found) throw noSheet(source, String(told), names);
  // A sheet without rows can have none at all.
  const data: typeof found.data | undefined = found.data;
  const rows = cellsOf(data ?? [], await excelCalendar(bytes), source);
  const width = greatestOf(rows.map(({ length }) => length));
  const even = rows.map((row) => [...row, ...Array<Cell>(width - row.length).fill('')]);
  return { name: found.sheet, rows: even, others: names.filter((_, i) => i !== place) };
}

/** Letters that the cells of a sheet have together: many cells may share one long text. */
const MOST_LETTERS = 2 ** 28;

function cellsOf(
  data: readonly (readonly unknown[])[],
  calendar: ExcelCalendar,
  source: string,
): Cell[][] {
  let letters = 0;
  const durations = durationsIn(data, calendar);
  return data.map((row) => {
    const cells = row.map((value, place) =>
      typeof value === 'number' ? value : cellText(value, calendar, durations.has(place)),
    );
    for (const cell of cells) letters += typeof cell === 'number' ? 0 : cell.length;
    if (letters > MOST_LETTERS) throw tooMuchText(source);
    return cells;
  });
}

function tooMuchText(source: string): AutofitError {
  const what = `${source} cannot be read: its cells have more than ${MOST_LETTERS} letters`;
  return new AutofitError('BAD_EXCEL', `${what}.`, {
    file: source,
    hint: 'Save the sheet as CSV.',
  });
}

function noSheet(source: string, told: string, names: readonly string[]): AutofitError {
  const nearest = nearestName(told, names);
  return new AutofitError('NO_SHEET', `${source} has no sheet "${told}".`, {
    file: source,
    hint: `${nearest ? `Did you mean "${nearest}"? ` : ''}Its sheets are: ${names.join(', ')}.`,
  });
}

const TICK = 10;

/** Four digits of hours. */
const LONGEST_CLOCK = 9999 * 3_600_000;

/** Places of columns whose dates are all so near to the first day that they are durations. */
function durationsIn(
  data: readonly (readonly unknown[])[],
  { zero }: ExcelCalendar,
): ReadonlySet<number> {
  const [dated, others] = [new Set<number>(), new Set<number>()];
  for (const row of data) {
    for (const [place, value] of row.entries()) {
      if (!(value instanceof Date)) continue;
      dated.add(place);
      if (value.getTime() - zero > LONGEST_CLOCK) others.add(place);
    }
  }
  return new Set([...dated].filter((place) => !others.has(place)));
}

function clockText(time: number): string {
  const seconds = Math.round(Math.abs(time) / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const sign = time < 0 && seconds > 0 ? '-' : '';
  return sign + parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** Dates without a time by their day alone; Excel keeps times of day and durations as dates of before its first day. */
function cellText(
  value: unknown,
  { zero, first, lag }: ExcelCalendar,
  isDuration: boolean,
): string {
  if (value === null || value === undefined) return '';
  if (!(value instanceof Date)) return String(value);
  // Serials of days are fractions: what is a millisecond off is meant to the millisecond.
  const time = Math.round(value.getTime() / TICK) * TICK;
  if (isDuration || time < first) return clockText(time - zero);
  return new Date(time + lag).toISOString().replace('T00:00:00.000Z', '').replace('.000Z', 'Z');
}

function notesOf(where: string, titles: number, others: readonly string[]): string[] {
  return [
    titles > 0 &&
      `the first ${titles === 1 ? 'row' : `${titles} rows`} of ${where} are above the table: skipped`,
    others.length > 0 && `${where} is read; \`sheet\` names another (${others.join(', ')})`,
  ].filter((note) => note !== false);
}
