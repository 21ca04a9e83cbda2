import { type CodedPart, transformCoded } from './coded-column.js';
import { type FittedDifference, transformDifference } from './date-differences.js';
import { type FittedDatetime, transformDatetime } from './datetime-column.js';
import type { FittedLevelColumn } from './fit-level-column.js';
import { transformFlags } from './flags-column.js';
import { type FittedImage, transformImage } from './image-column.js';
import { transformLevels } from './levels-column.js';
import { type FittedList, transformList } from './list-column.js';
import { type FittedNumeric, type NumericPart, transformNumeric } from './numeric-column.js';
import { type FittedParts, transformParts } from './numeric-parts.js';
import type { PictureValuesContext } from './picture-values.js';
import { type FittedPixels, type PixelsPart, transformPixels } from './pixels-column.js';
import { type ColumnNamed, type FittedPlace, transformPlace } from './place-column.js';
import { type FittedText, type TextPart, transformText } from './text-column.js';
import type { TextIndexOf } from './text-index.js';

/** What was learned of one column, or of two that belong together. */
export type FittedColumn =
  | FittedNumeric
  | FittedParts
  | FittedPlace
  | FittedLevelColumn
  | FittedDatetime
  | FittedDifference
  | FittedText
  | FittedList
  | FittedImage
  | FittedPixels;

/** What becomes of it in a design matrix. */
export type Part = NumericPart | CodedPart | TextPart | PixelsPart;

/** What transforms share of a table. */
export interface SharedOfTable extends PictureValuesContext {
  /** Gives what many fits share of a column of texts. @default each counts its own */
  readonly textIndexOf?: TextIndexOf | undefined;
}

/** The features of the given rows that one step makes. Throws where the table lacks its column. */
export function transformStep(
  step: FittedColumn,
  named: ColumnNamed,
  rows: Int32Array,
  shared: SharedOfTable = {},
): Part {
  const column = named(step.source);
  switch (step.kind) {
    case 'place':
      return transformPlace(step, named, rows);
    case 'difference': {
      const until = named(step.until);
      if (column?.kind !== 'datetime' || until?.kind !== 'datetime') break;
      return transformDifference(step, column, until, rows);
    }
    case 'numeric':
      if (column?.kind !== 'numeric') break;
      return transformNumeric(step, column, rows);
    case 'parts':
      if (column?.kind !== 'numeric') break;
      return transformParts(step, column, rows);
    case 'datetime':
      if (column?.kind !== 'datetime') break;
      return transformDatetime(step, column, rows);
    case 'text':
      if (column?.kind !== 'text') break;
      return transformText(step, column, rows, shared.textIndexOf?.(column));
    case 'list':
      if (column?.kind !== 'list') break;
      return transformList(step, column, rows);
    case 'image':
      if (column?.kind !== 'image') break;
      return transformImage(step, column, rows, shared);
    case 'pixels':
      if (column?.kind !== 'image') break;
      return transformPixels(step, column, rows);
    default:
      if (column?.kind !== 'coded') break;
      if (step.kind === 'levels') return transformLevels(step, column, rows);
      return step.kind === 'flags'
        ? transformFlags(step, column, rows)
        : transformCoded(step, column, rows);
  }
  throw new Error(`the table has no ${step.kind} column ${step.source}`);
}
