import { Readable } from 'node:stream';
import { Stopped } from '../util/stopped.js';

/** Of a stream that is longer, so many are looked at, however they come. */
export const SAMPLE_BYTES = 256 * 1024;

/** The first 256 KB of a stream, or all of one that is shorter or is stopped before, and a stream that begins with them. */
export async function peek(input: Readable): Promise<{ sample: Buffer; stream: Readable }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let isOver = false;
  while (bytes < SAMPLE_BYTES && !isOver) {
    const chunk = input.read() as Buffer | null;
    if (chunk) {
      chunks.push(chunk);
      bytes += chunk.length;
    } else isOver = input.readableEnded || !(await moreToRead(input).catch(endAt(bytes)));
  }
  const begun = Buffer.concat(chunks);
  if (isOver) return { sample: begun, stream: Readable.from([begun], { objectMode: false }) };
  input.unshift(begun);
  return { sample: begun.subarray(0, SAMPLE_BYTES), stream: input };
}

/** A stream that is stopped ends with the bytes that it had; one that had none throws. */
function endAt(bytes: number): (thrown: unknown) => boolean {
  return (thrown) => {
    if (thrown instanceof Stopped && bytes > 0) return false;
    throw thrown;
  };
}

function moreToRead(input: Readable): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const settle = (more: boolean) => () => {
      input.off('readable', onReadable).off('end', onEnd).off('error', onError);
      resolve(more);
    };
    const onReadable = settle(true);
    const onEnd = settle(false);
    const onError = (error: Error) => reject(error);
    input.on('readable', onReadable).on('end', onEnd).on('error', onError);
  });
}
