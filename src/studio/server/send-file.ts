import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import { AutofitError } from '../../util/errors.js';

/** Reports and exported pages have scripts of their own, which ask the studio for nothing. */
const ALONE = 'sandbox allow-scripts allow-downloads allow-forms allow-popups';

/** What is said of a file that is sent. */
export interface SentFile {
  readonly type: string;
  /** The name that it is saved by; undefined where it is shown. */
  readonly savedAs?: string | undefined;
  /** Done once all is sent, or who asked has left. */
  readonly end?: (() => Promise<void>) | undefined;
}

/** Sends a file as it is read. Throws an AutofitError where there is none, or a link to another place. */
export async function sendFile(c: Context, path: string, about: SentFile): Promise<Response> {
  const file = await opened(path);
  const stream = file.createReadStream();
  stream.once('close', () => void about.end?.());
  c.header('Content-Length', String((await file.stat()).size));
  return send(c, Readable.toWeb(stream) as ReadableStream<Uint8Array<ArrayBuffer>>, about);
}

/** Sends what is in memory. */
export function send(
  c: Context,
  content: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>>,
  { type, savedAs }: SentFile,
): Response {
  c.header('Cache-Control', 'no-store');
  c.header('Content-Security-Policy', ALONE);
  if (savedAs !== undefined) c.header('Content-Disposition', `attachment; filename="${savedAs}"`);
  return c.body(content, 200, { 'Content-Type': type });
}

const ABSENT: readonly string[] = ['ENOENT', 'ELOOP', 'ENOTDIR'];

async function opened(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    if ((await file.stat()).isFile()) return file;
    await file.close();
  } catch (thrown) {
    if (!ABSENT.includes(String((thrown as NodeJS.ErrnoException).code))) throw thrown;
  }
  throw new AutofitError('NO_FILE', 'There is no such file.');
}
