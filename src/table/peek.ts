import { Readable } from 'node:stream';
import { Stopped } from '../util/stopped.js';

/** Of a stream that is longer, at least so many are looked at. */
export const SAMPLE_BYTES = 64 * 1024;

/** The first 64 KB of a stream, or all of one that is shorter or is stopped before, and a stream that begins with them. */
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
  const sample = Buffer.concat(chunks);
  if (isOver) return { sample, stream: Readable.from([sample], { objectMode: false }) };
  input.unshift(sample);
  return { sample, stream: input };
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
