import type { AskedBackbone } from '../image/asked-picture.js';
import type { PictureDecoder } from '../image/read-pictures.js';
import { threadsWithRoom } from '../util/address-space.js';
import { AutofitError } from '../util/errors.js';
import { createLimiter } from '../util/limiter.js';
import { outOfMemory } from '../util/out-of-memory.js';
import { threadFile } from '../util/thread-file.js';
import { type AskedThreads, openThreads } from './ask-thread.js';
import type { PictureAnswer, PictureMistake, PictureStart, PictureTask } from './picture-worker.js';

/** Decodes pictures in threads, which live until it is closed. */
export interface PictureThreads extends PictureDecoder {
  close(): Promise<void>;
}

/** Undefined where there is no room for two threads, and pictures are decoded in this one. */
export function openPictureThreads(
  workers: number,
  asked?: AskedBackbone,
): PictureThreads | undefined {
  const threads = Math.min(workers, threadsWithRoom());
  if (threads < 2) return undefined;
  const workerData: PictureStart = { asked };
  const file = threadFile(import.meta.url, './load-picture-worker.cjs', './picture-worker.ts');
  const pool = openThreads(file, threads, workerData);
  const limited = createLimiter(threads);
  return {
    // One more, whose bytes are being read.
    atOnce: threads + 1,
    async decode(bytes, side) {
      const task: PictureTask = { bytes: wholeArray(bytes), side };
      const answer = await limited(() => ask(pool, task));
      if (answer.kind === 'picture-answer') return answer.picture;
      throw new AutofitError(answer.code, answer.message);
    },
    close: pool.close,
  };
}

async function ask(pool: AskedThreads, task: PictureTask): Promise<PictureAnswer | PictureMistake> {
  try {
    return await pool.ask<PictureAnswer | PictureMistake>(task);
  } catch (thrown) {
    throw outOfMemory(thrown);
  }
}

/** A message takes all memory along that an array is a part of. */
function wholeArray(bytes: Uint8Array): Uint8Array {
  return bytes.length === bytes.buffer.byteLength ? bytes : bytes.slice();
}
