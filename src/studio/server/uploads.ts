import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { AutofitError } from '../../util/errors.js';

/** Files that pages have sent, in folders of their own that are removed at the end. */
export interface Uploads {
  /** Begins a folder for files of a drop, and gives its name. */
  begin(): Promise<string>;
  /** Writes a file by its path in that folder, as its bytes come. Throws an AutofitError for a path that leads out of it. */
  put(id: string, path: string, body: ReadableStream<Uint8Array> | null): Promise<void>;
  /** The path of a file or folder in it. */
  at(id: string, name: string): string;
  /** A text of JSON without where these folders lie: files are called as they were there where they came from. */
  without(json: string): string;
  close(): Promise<void>;
}

export async function openUploads(): Promise<Uploads> {
  const root = await mkdtemp(join(tmpdir(), 'autofit-studio-'));
  const places = new RegExp(
    `${literally(JSON.stringify(root).slice(1, -1))}[\\\\/]+\\d+[\\\\/]+`,
    'g',
  );
  let last = 0;
  const inside = (id: string, path: string) => {
    const isKnown = /^[1-9]\d*$/.test(id) && Number(id) <= last;
    if (isKnown && isPlain(path)) return join(root, id, path);
    throw new AutofitError('BAD_PATH', `"${path}" is no path of a file that was sent.`, {
      hint: 'Drop the file again.',
    });
  };
  return {
    async begin() {
      const id = String(++last);
      await mkdir(join(root, id));
      return id;
    },
    async put(id, path, body) {
      const file = inside(id, path);
      await mkdir(dirname(file), { recursive: true });
      const bytes = body ? Readable.fromWeb(body) : Readable.from([]);
      await pipeline(bytes, createWriteStream(file));
    },
    at: inside,
    without: (json) => json.replaceAll(places, ''),
    close: () => rm(root, { recursive: true, force: true }),
  };
}

/** Names below each other, none of which leads up or hides. */
function isPlain(path: string): boolean {
  const names = path.split('/');
  return names.every(
    (name) => name !== '' && name !== '.' && name !== '..' && !/[\\\0]/.test(name),
  );
}

/** A text as a part of a pattern that is found by that text alone. */
function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
