import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import type { Redis } from 'ioredis';
import { errorMessage } from '../../util/errors.js';
import { type BlobRef, KEEP_MS, keys } from './protocol.js';

/** Bytes of a chunk, before compression. */
const CHUNK = 4 * 2 ** 20;
/** Chunks on their way at once. */
const UNDER_WAY = 4;

const squeezed = promisify<Uint8Array, { level: number }, Buffer>(deflate);
const inflated = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflate);

/** What has arrived is not what was sent, or not all of it. */
export class BadArrival extends Error {}

/** SHA-256 in hexadecimal, between other work. */
export async function hashOf(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  for (let from = 0; from < bytes.length; from += CHUNK) {
    if (from > 0) await setImmediate();
    hash.update(bytes.subarray(from, from + CHUNK));
  }
  return hash.digest('hex');
}

/** What a blob is called, before it is anywhere. */
export async function refOf(bytes: Uint8Array): Promise<BlobRef> {
  const { length } = bytes;
  return { sha256: await hashOf(bytes), bytes: length, chunks: chunksOf(length) };
}

/** Puts bytes into Redis under their hash, compressed and in chunks that expire. */
export async function putBlob(
  client: Redis,
  run: string,
  ref: BlobRef,
  bytes: Uint8Array,
): Promise<void> {
  const put = async (place: number) => {
    const chunk = await squeezed(bytes.subarray(place * CHUNK, (place + 1) * CHUNK), { level: 1 });
    await client.set(keys.chunk(run, ref.sha256, place), chunk, 'PX', KEEP_MS);
  };
  await someAtOnce(ref.chunks, put);
}

/** Gets the bytes of a blob. Throws a BadArrival where they are not all there or not those that were put. */
export async function getBlob(client: Redis, run: string, ref: BlobRef): Promise<Uint8Array> {
  const bytes = roomFor(ref);
  await someAtOnce(ref.chunks, async (place) => {
    const chunk = await client.getBuffer(keys.chunk(run, ref.sha256, place));
    if (!chunk) throw new BadArrival(`a part of ${ref.sha256.slice(0, 12)} is absent`);
    const own = await inflated(chunk, { maxOutputLength: CHUNK }).catch(() => undefined);
    const length = Math.min(CHUNK, ref.bytes - place * CHUNK);
    if (own?.length !== length)
      throw new BadArrival(`a part of ${ref.sha256.slice(0, 12)} is damaged`);
    bytes.set(own, place * CHUNK);
  });
  if ((await hashOf(bytes)) !== ref.sha256) {
    throw new BadArrival(`${ref.sha256.slice(0, 12)} is not what was sent`);
  }
  return bytes;
}

/** Memory for as much as is said to come: it is taken as it fills. */
function roomFor({ sha256, bytes, chunks }: BlobRef): Uint8Array<ArrayBuffer> {
  const name = sha256.slice(0, 12);
  if (chunks !== chunksOf(bytes)) throw new BadArrival(`${name} has not the chunks for its bytes`);
  try {
    return new Uint8Array(bytes);
  } catch (thrown) {
    throw new BadArrival(`${name} is too large for this machine: ${errorMessage(thrown)}`);
  }
}

function chunksOf(bytes: number): number {
  return Math.ceil(bytes / CHUNK);
}

/** Says that a blob is to stay; false where a part of it is gone. */
export async function renewBlob(client: Redis, run: string, ref: BlobRef): Promise<boolean> {
  const asked = client.pipeline();
  for (let place = 0; place < ref.chunks; place++) {
    asked.pexpire(keys.chunk(run, ref.sha256, place), KEEP_MS);
  }
  const answers = (await asked.exec()) ?? [];
  return answers.every(([fault, found]) => !fault && found === 1);
}

export async function removeBlob(client: Redis, run: string, ref: BlobRef): Promise<void> {
  const names = Array.from({ length: ref.chunks }, (_, place) =>
    keys.chunk(run, ref.sha256, place),
  );
  if (names.length > 0) await client.unlink(names);
}

/** Behind a fault none is begun, and what is under way has ended when it rejects. */
async function someAtOnce(count: number, run: (place: number) => Promise<void>): Promise<void> {
  let next = 0;
  const work = async () => {
    while (next < count) await run(next++);
  };
  const all = Array.from({ length: Math.min(UNDER_WAY, count) }, () =>
    work().catch((thrown) => {
      next = count;
      throw thrown;
    }),
  );
  const faults = (await Promise.allSettled(all)).filter(({ status }) => status === 'rejected');
  if (faults.length > 0) await Promise.all(all);
}
