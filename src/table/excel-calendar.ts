/** How a workbook counts its days, as the dates show that its reader makes of them. */
export interface ExcelCalendar {
  /** Day 0, from which times of day and durations count. */
  readonly zero: number;
  /** The first day that is a date. */
  readonly first: number;
  /** What dates are later than the reader has them. */
  readonly lag: number;
}

const DAY = 86_400_000;
const ZERO = Date.UTC(1899, 11, 30);
const LATE_ZERO = Date.UTC(1904, 0, 1);

/** The calendar of 1900, or that of 1904, which a workbook names; its reader knows it by `1` alone, and LibreOffice writes `true`. */
export async function excelCalendar(workbook: Uint8Array): Promise<ExcelCalendar> {
  const { strFromU8, unzipSync } = await import('fflate');
  const name = 'xl/workbook.xml';
  const parts = unzipSync(workbook, { filter: (part) => part.name === name });
  const xml = strFromU8(parts[name] ?? new Uint8Array());
  const [settings = ''] = /<(?:\w+:)?workbookPr\b[^>]*>/.exec(xml) ?? [];
  const [, told = ''] = /\sdate1904\s*=\s*["']\s*(\w+)/.exec(settings) ?? [];
  const isLate = told === '1' || told === 'true';
  const zero = told === '1' ? LATE_ZERO : ZERO;
  return {
    zero,
    first: zero + (isLate ? 1 : 2) * DAY,
    lag: isLate ? LATE_ZERO - zero : 0,
  };
}
