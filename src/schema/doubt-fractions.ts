import type { ColumnProfile } from './column-profile.js';
import { numberReader } from './number-reader.js';
import type { NumericParser } from './schema.js';

const SLASHED = /^(\d+)\/(\d+)$/;
/** What is measured has these denominators, and what is counted of a whole has one or two. */
const USUAL: ReadonlySet<number> = new Set([2, 3, 4, 5, 6, 8, 10, 12, 16, 32, 64, 100]);
const FEW = 3;
const MONTHS = 12;

/** What may be meant otherwise by fractions of many denominators: `93/156` may be a pair, `10/28` a month. */
export function doubtFractions(
  { name, counts }: ColumnProfile,
  parser: NumericParser,
): string | undefined {
  if (parser.form !== 'fraction') return undefined;
  const denominators = new Set<number>();
  let areMonths = true;
  let example = '';
  for (const cell of counts.cells) {
    const [, top, bottom = ''] = SLASHED.exec(cell) ?? [];
    if (top === undefined) continue;
    if (!USUAL.has(Number(bottom))) {
      denominators.add(Number(bottom));
      example ||= cell;
    }
    areMonths &&= Number(top) > 0 && Number(top) <= MONTHS && bottom.length === 2;
  }
  if (denominators.size < FEW) return undefined;
  const told = JSON.stringify({ [name]: 'datetime:mm/yy' });
  const month = areMonths ? `; if it is a month of a year, pass \`types: ${told}\`` : '';
  return `column "${name}": "${example}" is read as a fraction, ${numberReader(parser)(example)}; if it is a pair, write its numbers in two columns${month}`;
}
