import { constants, rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { ReadableStream } from 'node:stream/web';
import { atExit } from '../../util/at-exit.js';
import { AutofitError } from '../../util/errors.js';
import { writeBody } from './write-body.js';

/** Files that pages have sent, in folders of their own: those of the newest drops, which are removed at the end, and when the process exits. */
export interface Uploads {
  /** Begins a folder for files of a drop, and gives its name; that of the oldest drop goes where there are too many. */
  begin(): Promise<string>;
  /** Writes a file by its path in that folder, as its bytes come. Throws an AutofitError for a path that leads out of it. */
  put(id: string, path: string, body: ReadableStream<Uint8Array> | null): Promise<void>;
  /** The path of a file or folder in it. */
  at(id: string, name: string): string;
  /** Copies the files of a drop into the folder of a run that is begun with them, and gives the path of one there. */
  keepFor(run: string, id: string, name: string): Promise<string>;
  /** Removes what was copied for a run, and its folder where there is nothing else in it. */
  letGo(run: string): Promise<void>;
  /** A folder beside them, which goes with them. */
  readonly aside: string;
  /** A text of JSON without where these folders lie: files are called as they were there where they came from. */
  without(json: string): string;
  close(): Promise<void>;
}

/** Drops whose files are there at once: the page that shows the oldest has moved on. */
const MOST_DROPS = 12;

/** What the folder of a run's data is called in that of the run. */
const DATA = 'data';

/** `runs` is the folder that holds runs. */
export async function openUploads(runs: string): Promise<Uploads> {
  const root = await mkdtemp(join(tmpdir(), 'autofit-studio-'));
  const stay = atExit(() => rmSync(root, { recursive: true, force: true }));
  const places = new RegExp(
    `(?:${inJson(root)}${ANY_NAME}|${inJson(resolve(runs))}${ANY_NAME}${SEPARATOR}${DATA})${SEPARATOR}`,
    'g',
  );
  let last = 0;
  const inside = (id: string, path: string) => {
    const isKnown = /^[1-9]\d*$/.test(id) && Number(id) <= last;
    if (!isKnown || !isPlain(path)) throw badPath(path);
    if (Number(id) <= last - MOST_DROPS) throw isGone(path);
    return join(root, id, path);
  };
  return {
    async begin() {
      const id = String(++last);
      await mkdir(join(root, id));
      await rm(join(root, String(last - MOST_DROPS)), { recursive: true, force: true });
      return id;
    },
    async put(id, path, body) {
      const file = inside(id, path);
      await mkdir(dirname(file), { recursive: true });
      await writeBody(file, body);
    },
    at: inside,
    async keepFor(run, id, name) {
      inside(id, name);
      const from = join(root, id);
      const place = join(resolve(run), DATA);
      await mkdir(dirname(place), { recursive: true });
      await cp(from, place, { recursive: true, mode: constants.COPYFILE_FICLONE });
      return join(place, name);
    },
    async letGo(run) {
      await rm(join(run, DATA), { recursive: true, force: true });
      if ((await readdir(run)).length === 0) await rmdir(run);
    },
    aside: join(root, 'aside'),
    without: (json) => json.replaceAll(places, ''),
    async close() {
      await rm(root, { recursive: true, force: true });
      stay();
    },
  };
}

/** Parts of patterns: what separates names in JSON, and a name behind it. */
const SEPARATOR = '[\\\\/]+';
const ANY_NAME = `${SEPARATOR}[^\\\\/"]+`;

function badPath(path: string): AutofitError {
  return new AutofitError('BAD_PATH', `"${path}" is no path of a file that was sent.`, {
    hint: 'Call it by letters and digits, and drop it again.',
  });
}

function isGone(path: string): AutofitError {
  return new AutofitError('NO_FILE', `${path} was sent too long ago.`, {
    hint: 'Drop it again.',
  });
}

/** Names below each other, none of which leads up or hides. */
function isPlain(path: string): boolean {
  const names = path.split('/');
  return names.every(
    (name) => name !== '' && name !== '.' && name !== '..' && !/[\\\0]/.test(name),
  );
}

/** A path as a part of a pattern that finds it in JSON. */
function inJson(path: string): string {
  return JSON.stringify(path)
    .slice(1, -1)
    .replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
