import { open, rm } from 'node:fs/promises';
import type { ReadableStream } from 'node:stream/web';
import { fileMistake } from '../../util/file-mistake.js';

/**
 * Writes a file as its bytes come. Where no more can be written, what there is goes, and what still comes is read to its end: a browser
 * hears no answer before it has sent all. Throws an AutofitError then.
 */
export async function writeBody(
  path: string,
  body: ReadableStream<Uint8Array> | null,
): Promise<void> {
  const file = await open(path, 'w');
  let failed: unknown;
  try {
    for await (const bytes of body ?? []) {
      failed ??= await file.writeFile(bytes).catch((thrown: unknown) => thrown);
    }
  } catch (thrown) {
    // Who sends has left.
    failed ??= thrown;
  }
  await file.close();
  if (failed === undefined) return;
  await rm(path, { force: true });
  throw fileMistake(failed, path);
}
