import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isoTime } from '../../util/clock.js';
import { errorMessage } from '../../util/errors.js';
import { hashOf } from './blob-store.js';
import type { BlobRef } from './protocol.js';

/** Blobs on the disk of a worker, by their hashes. */
export interface BlobCache {
  /** What was kept, or what `fetch` brings; what is kept is read with its hash, and brought again where it is damaged. */
  get(ref: BlobRef, fetch: () => Promise<Uint8Array>): Promise<Uint8Array>;
}

export interface CacheOptions {
  readonly folder: string;
  /** Bytes of all that is kept; what was not used for longest goes first. */
  readonly most: number;
  /** Told once where nothing can be kept. */
  readonly onFault: (message: string) => void;
}

/** A cache for no other users' eyes, as data may be confidential, that goes on without keeping anything where its folder cannot be written. */
export function blobCache({ folder, most, onFault }: CacheOptions): BlobCache {
  let isTold = false;
  const pathOf = ({ sha256 }: BlobRef) => join(folder, sha256);
  const kept = async (ref: BlobRef) => {
    const bytes = await readFile(pathOf(ref)).catch(() => undefined);
    if (!bytes || (await hashOf(bytes)) !== ref.sha256) return undefined;
    const time = new Date(isoTime());
    await utimes(pathOf(ref), time, time).catch(() => {});
    return bytes;
  };
  const keep = async (ref: BlobRef, bytes: Uint8Array) => {
    if (bytes.length > most) return;
    const temporary = `${pathOf(ref)}.${randomUUID()}.tmp`;
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await evict(folder, most - bytes.length, ref.sha256);
      await writeFile(temporary, bytes, { mode: 0o600 });
      await rename(temporary, pathOf(ref));
    } catch (thrown) {
      await rm(temporary, { force: true }).catch(() => {});
      if (isTold) return;
      isTold = true;
      onFault(`data is kept in memory alone: ${folder} cannot be written: ${errorMessage(thrown)}`);
    }
  };
  return {
    async get(ref, fetch) {
      const own = await kept(ref);
      if (own) return own;
      const bytes = await fetch();
      await keep(ref, bytes);
      return bytes;
    },
  };
}

/** Removes what was not used for longest until the rest takes so many bytes at most. */
async function evict(folder: string, most: number, except: string): Promise<void> {
  const names = (await readdir(folder)).filter(
    (name) => /^[0-9a-f]{64}/.test(name) && name !== except,
  );
  const files = await Promise.all(
    names.map(async (name) => ({ name, ...(await sizeAndTime(join(folder, name))) })),
  );
  const oldest = files.toSorted((a, b) => a.time - b.time);
  let bytes = oldest.reduce((sum, { size }) => sum + size, 0);
  for (const { name, size } of oldest) {
    if (bytes <= most) return;
    await rm(join(folder, name), { force: true });
    bytes -= size;
  }
}

async function sizeAndTime(path: string) {
  // Another worker may have removed it.
  const found = await stat(path).catch(() => undefined);
  return { size: found?.size ?? 0, time: found?.mtimeMs ?? 0 };
}
