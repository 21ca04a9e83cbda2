import { countOf } from '../util/count-of.js';
import type { FilledCells } from './filled-cells.js';
import { isRange } from './lone-part.js';
import { hasEnds } from './number-parts.js';
import { partsReader } from './number-reader.js';
import type { NumericParser } from './schema.js';

/** Of cells of pairs and points, those that hold one number alone, in words; undefined where there are none. */
export function describeLone(parser: NumericParser, cells: FilledCells): string | undefined {
  if (!hasEnds(parser) || isRange(parser.form)) return undefined;
  const read = partsReader(parser);
  const lone = cells.filter(([cell]) => read(cell)?.some(Number.isNaN));
  const [first] = lone;
  if (!first) return undefined;
  const rows = lone.reduce((sum, [, own]) => sum + own, 0);
  return `${countOf(rows, 'cell')} such as "${first[0]}" ${rows === 1 ? 'holds' : 'hold'} one number of two: what is not known counts as missing`;
}
