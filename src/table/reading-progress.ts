import type { PictureProgress } from '../image/read-pictures.js';

/** How much of a source is read, then of the pictures that it names; plain data. */
export type ReadingProgress = FileProgress | PictureProgress;

/** How much of a file is read. */
export interface FileProgress {
  readonly kind: 'reading';
  /** The file, or `standard input`. */
  readonly source: string;
  readonly bytes: number;
  /** Bytes of the file; undefined of standard input. */
  readonly total: number | undefined;
}
