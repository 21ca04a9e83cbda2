import type { FileMetaData, SchemaElement, SchemaTree } from 'hyparquet';
import { expect, test } from 'vitest';
import { valuesAsWritten } from '../../src/table/parquet-values.js';
import { cellTexts } from '../../src/table/raw-cells.js';
import { createValueColumn } from '../../src/table/value-column.js';

/** The cells of a column of decimals with three digits behind the point. */
function decimals(values: readonly unknown[], hasComma: boolean): readonly string[] {
  const element: SchemaElement = {
    name: 'x',
    type: 'INT64',
    converted_type: 'DECIMAL',
    scale: 3,
    precision: 18,
  };
  const metadata = { schema: [element] } as unknown as FileMetaData;
  const push = valuesAsWritten(metadata)({ element } as unknown as SchemaTree);
  const cells = createValueColumn(hasComma);
  push(cells, values);
  return cellTexts(cells.finish('x'));
}

test('decimals are written with the mark of their column, nought as well', () => {
  const values = [1500n, 0n, -250n, null];
  expect(decimals(values, false)).toEqual(['1.500', '0.000', '-0.250', '']);
  expect(decimals(values, true)).toEqual(['1,5', '0', '-0,25', '']);
});
