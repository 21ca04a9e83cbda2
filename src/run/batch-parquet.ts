import type { ByteWriter as Bytes } from 'hyparquet-writer';
import type { WrittenValues } from './batch-block.js';
import type { BatchColumn } from './batch-column.js';

/** A Parquet file as its pieces come: each table is a group of rows, and only what is not taken yet is kept. */
export interface ParquetPieces {
  write(values: readonly WrittenValues[]): Uint8Array;
  /** The end, which says where all groups are. */
  finish(): Uint8Array;
}

/** Numbers are doubles that are always there; texts are missing where a cell is empty. */
export async function createParquetPieces(
  columns: readonly Pick<BatchColumn, 'name' | 'kind'>[],
): Promise<ParquetPieces> {
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map(({ name, kind }) =>
        kind === 'number'
          ? ({ name, type: 'DOUBLE', repetition_type: 'REQUIRED' } as const)
          : ({
              name,
              type: 'BYTE_ARRAY',
              converted_type: 'UTF8',
              repetition_type: 'OPTIONAL',
            } as const),
      ),
    ],
  });
  return {
    write(values) {
      const rows = values[0]?.length ?? 0;
      const columnData = columns.map(({ name }, i) => ({ name, data: [...(values[i] ?? [])] }));
      parquet.write({ columnData, rowGroupSize: Math.max(1, rows) });
      return taken(writer);
    },
    finish() {
      parquet.finish();
      return taken(writer);
    },
  };
}

/** What was written since the last time; the writer goes on to count from the file's beginning. */
function taken(writer: Bytes): Uint8Array {
  const bytes = new Uint8Array(writer.buffer, 0, writer.index).slice();
  writer.index = 0;
  return bytes;
}
