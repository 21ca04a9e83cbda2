import { UNSEEN } from '../table/table.js';
import { cleanText } from '../util/clean-text.js';
import { partReader } from './code-part.js';
import { datetimeReader } from './datetime-reader.js';
import { levelCodes } from './level-codes.js';
import { numberReader } from './number-reader.js';
import type { ImageParser, ListParser, Parser, TextParser } from './schema.js';

/** Reads trimmed cells that are not missing: numbers, times, codes of levels, or 1 and 0; NaN or UNSEEN for others. */
export function cellReader(
  parser: Exclude<Parser, TextParser | ListParser | ImageParser>,
): (cell: string) => number {
  switch (parser.kind) {
    case 'numeric':
      return numberReader(parser);
    case 'datetime':
      return datetimeReader(parser);
    case 'boolean':
      return (cell) => {
        const text = cell.toLowerCase();
        return text === parser.yes ? 1 : text === parser.no ? 0 : Number.NaN;
      };
    case 'categorical': {
      const codes = levelCodes(parser);
      if (parser.part === undefined) {
        return (cell) => codes.get(cell) ?? codes.get(cleanText(cell)) ?? UNSEEN;
      }
      const read = partReader(parser.part);
      return (cell) => codes.get(read(cell) ?? '') ?? UNSEEN;
    }
  }
}
