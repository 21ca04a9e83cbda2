import type { DataReading } from '../predictor/table-reader.js';
import type { Schema } from '../schema/schema.js';
import type { DataSource } from '../table/data-source.js';
import { openPictures } from '../table/open-pictures.js';
import type { ColumnValues } from '../table/read-rows.js';
import { readTable } from '../table/read-table.js';

/** How data is read that lies in files or in memory: as that of training was, its pictures too. */
export function fileReading({ header }: Schema): DataReading<DataSource | ColumnValues> {
  return { read: (data, options) => readTable(data, { ...options, header }), openPictures };
}
