import type { DesignMatrix } from '../matrix/design-matrix.js';
import { createListColumn } from '../table/list-column.js';
import type { Column, ImageColumn } from '../table/table.js';
import { createTextColumn } from '../table/text-column.js';
import type { FittedPlace } from './place-column.js';
import { type FittedPreprocessor, transformTable } from './preprocessor.js';
import type { FittedColumn } from './transform-step.js';

/** The design matrix of no rows, whose blocks name the features. */
export function emptyDesign(fitted: FittedPreprocessor): DesignMatrix {
  // The columns of places are there for themselves.
  const columns = fitted.columns.flatMap((step) =>
    step.kind === 'place' ? [] : emptyColumn(step),
  );
  return transformTable(
    fitted,
    { kind: 'table', rows: 0, columns, target: undefined },
    new Int32Array(),
  );
}

function emptyColumn(step: Exclude<FittedColumn, FittedPlace>): Column {
  const { kind, source: name } = step;
  switch (kind) {
    case 'parts': {
      const parts = step.names.map((own) => ({ name: own, values: new Float64Array() }));
      return { kind: 'numeric', name, values: new Float64Array(), parts };
    }
    case 'numeric':
      return { kind, name, values: new Float64Array() };
    case 'datetime':
    case 'difference':
      return { kind: 'datetime', name, values: new Float64Array() };
    case 'text':
      return createTextColumn(name, new Int32Array(), [], (bytes) => new ArrayBuffer(bytes));
    case 'list':
      return createListColumn(name, new Int32Array(), [], 0, (bytes) => new ArrayBuffer(bytes));
    case 'image':
      return emptyPictures(name, 1);
    case 'pixels':
      return emptyPictures(name, step.side);
    default:
      return { kind: 'coded', name, codes: new Int32Array(), levels: 0 };
  }
}

function emptyPictures(name: string, side: number): ImageColumn {
  const none = { codes: new Int32Array(), offsets: new Int32Array(1), own: new Int32Array() };
  return {
    kind: 'image',
    name,
    ...none,
    side,
    pixels: new Uint8Array(),
    sizes: new Float64Array(),
  };
}
