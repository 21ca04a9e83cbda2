import { open } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

/** A named pipe as a socket reads it, which an abort ends: a file's reader would wait for the other end. */
export async function openPipe(path: string): Promise<() => Readable> {
  const fd = await promisify(open)(path, 'r');
  return () => new Socket({ fd, readable: true, writable: false });
}
