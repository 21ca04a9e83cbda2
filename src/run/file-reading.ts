import type { DataReading } from '../predictor/table-reader.js';
import type { Schema } from '../schema/schema.js';
import type { DataSource } from '../table/data-source.js';
import { openPictures } from '../table/open-pictures.js';
import type { ColumnValues } from '../table/read-rows.js';
import { readTable } from '../table/read-table.js';
import { pictureDecoder } from './picture-decoder.js';

/** How data is read that lies in files or in memory: as that of training was, its pictures too, in so many threads. */
export function fileReading(
  { header }: Schema,
  workers = 1,
): DataReading<DataSource | ColumnValues> {
  return {
    read: (data, options) => readTable(data, { ...options, header }),
    openPictures,
    openDecoder: (rows, asked) => pictureDecoder(rows, workers, asked),
  };
}
