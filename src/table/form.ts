import type { Readable } from 'node:stream';
import type { CsvOptions } from './csv-records.js';
import type { RawTable } from './raw-table.js';
import type { ValueOptions } from './read-rows.js';
import type { ReadingOptions } from './reading-options.js';
import type { ReadingTally } from './reading-tally.js';
import type { BlockSize, TableBlocks } from './table-block.js';
import type { FormOption } from './unused-options.js';

/** How files are read, whatever their form. */
export interface FormOptions extends CsvOptions, ValueOptions, Pick<ReadingOptions, 'sheet'> {
  /** Threads at most. @default the processors that are really available */
  readonly threads?: number | undefined;
  /** What counts the bytes that are read. @default nothing */
  readonly tally?: ReadingTally | undefined;
}

/** Bytes of a table, unpacked, those of a text in UTF-8 without byte-order mark. */
export interface FormInput {
  readonly stream: Readable;
  /** What it is called in messages. */
  readonly source: string;
  /** The file, where the stream is its bytes as they are; else undefined. */
  readonly file?: { readonly path: string; readonly bytes: number } | undefined;
}

/** A way in which tables are written. To add one: an object of this kind, and its place in read-table.ts. */
export interface Form {
  /** What it is called in messages. */
  readonly name: string;
  /** Options that say something of it. */
  readonly uses: readonly FormOption[];
  /** Whether a table that begins with these bytes is written so. */
  isShownBy(sample: Buffer, source: string): boolean;
  /** Reads it into lossless columns. Throws an AutofitError for what cannot be read. */
  read(input: FormInput, options: FormOptions): Promise<RawTable>;
  /** The same block by block, in bounded memory. @default read as a whole */
  readBlocks?(input: FormInput, options: FormOptions, size: BlockSize): TableBlocks;
}
