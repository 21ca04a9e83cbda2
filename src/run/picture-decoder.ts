import type { AskedBackbone } from '../image/asked-picture.js';
import { openPictureThreads, type PictureThreads } from './picture-threads.js';

/** Pictures that are read before threads have begun. */
const FEW_ROWS = 200;

/** Threads that decode the pictures of so many rows, to be closed; undefined where this one is done sooner. */
export function pictureDecoder(
  rows: number,
  workers: number,
  asked?: AskedBackbone,
): PictureThreads | undefined {
  return rows < FEW_ROWS ? undefined : openPictureThreads(workers, asked);
}
