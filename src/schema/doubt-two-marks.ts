import type { ColumnProfile } from './column-profile.js';
import { numberReader } from './number-reader.js';
import type { NumericParser } from './schema.js';

/** Up to three digits before a mark and three behind it, which may be thousands or a fraction. */
const EITHER = /^\D*\d{1,3}([.,])\d{3}(?!\d)\D*$/;

/** That one mark is read as that of fractions and the other as that of thousands, where both may be of fractions. */
export function doubtTwoMarks(
  { name, counts }: ColumnProfile,
  parser: NumericParser,
): string | undefined {
  if (!parser.thousands) return undefined;
  const found = new Map<string, string>();
  const read = numberReader(parser);
  for (const cell of counts.cells) {
    if ((!cell.includes('.') && !cell.includes(',')) || Number.isNaN(read(cell))) continue;
    const [, mark] = EITHER.exec(cell) ?? [];
    if (mark === undefined) return undefined;
    if (!found.has(mark)) found.set(mark, cell);
  }
  if (found.size < 2) return undefined;
  const as = [...found.values()].map((cell) => `"${cell}" is read as ${read(cell)}`);
  return `column "${name}": ${as.join(' and ')}: if both are fractions, as where files were put together, write them with one mark`;
}
