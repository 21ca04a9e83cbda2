import { dirname, resolve } from 'pathe';
import { type FileContent, type FileKeeper, noKeeper } from './origin-files.js';

/** Bytes of a large file that are kept at once. */
const PIECE = 1 << 24;

/** A file or a folder (without content). */
interface Entry {
  content: FileContent | undefined;
  /** Bytes from here on are not kept yet; undefined where all are. */
  changedFrom: number | undefined;
}

/** What went wrong with a file, as Node says it. */
export class FileError extends Error {
  readonly code: string;
  readonly path: string;

  constructor(code: string, path: string, what: string) {
    super(`${code}: ${what}, '${path}'`);
    this.code = code;
    this.path = path;
  }
}

/**
 * The files of a page, as a tree in memory: what is written is seen at once, and kept where there is a keeper. One for each worker;
 * `/autofit` is what comes with the package.
 */
export class PageFiles {
  readonly #entries = new Map<string, Entry>([
    ['/', { content: undefined, changedFrom: undefined }],
  ]);
  #keeper: FileKeeper = noKeeper;
  /** The same, also once it has failed. */
  #first: FileKeeper = noKeeper;
  #whenLost: (thrown: unknown) => void = () => {};
  /** Changes are kept in the order in which they were made. */
  #last: Promise<void> = Promise.resolve();

  /** From now on changes are kept so. */
  keepBy(keeper: FileKeeper): void {
    this.#keeper = keeper;
    this.#first = keeper;
  }

  /**
   * Tells once when a change cannot be kept, as where no room is left. From then on changes are in memory alone, and what was kept
   * before stays as it was.
   */
  whenLost(tell: (thrown: unknown) => void): void {
    this.#whenLost = tell;
  }

  /** Puts a file, or a folder, where it is, without keeping it. */
  mount(path: string, content: FileContent | undefined): void {
    const own = resolve('/', path);
    if (own === '/') return;
    this.mount(dirname(own), undefined);
    if (content === undefined && this.#entries.has(own)) return;
    this.#entries.set(own, { content, changedFrom: undefined });
  }

  /** The whole path of one that begins at the root unless it says otherwise. */
  absolute(path: string): string {
    return resolve('/', path);
  }

  /** Keeps a file that was mounted, without having all of it in memory. */
  async keepBlob(path: string, blob: Blob): Promise<void> {
    const own = resolve(path);
    this.#keep(async () => {
      try {
        for (let end = 0; end === 0 || end < blob.size; end += PIECE) {
          const piece = await blob.slice(end, end + PIECE).arrayBuffer();
          await this.#keeper.write(own, new Uint8Array(piece), end);
        }
      } catch (thrown) {
        // A part of a table is not one.
        await this.#keeper.remove(own);
        throw thrown;
      }
    });
    await this.settle();
  }

  has(path: string): boolean {
    return this.#entries.has(resolve(path));
  }

  /** Undefined for a folder. Throws ENOENT. */
  content(path: string): FileContent | undefined {
    return this.#entry(path).content;
  }

  /** The bytes of a file. Throws ENOENT, EISDIR. */
  bytes(path: string): Uint8Array<ArrayBuffer> {
    const content = this.#file(path);
    if (content instanceof Uint8Array) return content;
    if (content instanceof Blob) return blobBytes(content);
    throw new FileError('EAGAIN', path, 'it is not fetched yet');
  }

  /** The same, of whatever has to be waited for too. */
  async read(path: string): Promise<Uint8Array<ArrayBuffer>> {
    const content = this.#file(path);
    if (content instanceof Uint8Array) return content;
    if (content instanceof Blob) return new Uint8Array(await content.arrayBuffer());
    const response = await fetch(content.url);
    if (!response.ok) throw new FileError('ENOENT', content.url, `it answers ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  }

  /** Some bytes of a Blob. */
  partOf(blob: Blob, from: number, length: number): Uint8Array<ArrayBuffer> {
    return blobBytes(blob.slice(from, from + length));
  }

  /** Names in a folder, sorted. Throws ENOENT, ENOTDIR. */
  names(path: string): readonly string[] {
    const own = resolve(path);
    if (this.#entry(own).content !== undefined)
      throw new FileError('ENOTDIR', own, 'not a directory');
    const prefix = own === '/' ? '/' : `${own}/`;
    const below = [...this.#entries.keys()].filter((name) => name.startsWith(prefix));
    const names = below.map((name) => name.slice(prefix.length));
    return names.filter((name) => name !== '' && !name.includes('/')).sort();
  }

  /** Writes bytes at a place; the file keeps what lies before and behind. Throws ENOENT where there is no folder for it. */
  write(path: string, bytes: Uint8Array, from: number): void {
    const before = this.has(path) ? this.bytes(path) : new Uint8Array(0);
    const whole = new Uint8Array(Math.max(before.length, from + bytes.length));
    whole.set(before);
    whole.set(bytes, from);
    this.#replace(path, whole, from);
  }

  truncate(path: string, length: number): void {
    const whole = new Uint8Array(length);
    whole.set((this.has(path) ? this.bytes(path) : new Uint8Array(0)).subarray(0, length));
    this.#replace(path, whole, length);
  }

  makeFolder(path: string): void {
    const own = resolve(path);
    if (this.#entries.has(own)) throw new FileError('EEXIST', own, 'file already exists');
    this.#entry(dirname(own));
    this.#entries.set(own, { content: undefined, changedFrom: undefined });
    this.#keep(() => this.#keeper.makeFolder(own));
  }

  rename(from: string, to: string): void {
    const [before, after] = [resolve(from), resolve(to)];
    this.#entry(dirname(after));
    this.#flush(before);
    const prefix = `${before}/`;
    this.#entry(before);
    for (const [path, entry] of [...this.#entries]) {
      if (path !== before && !path.startsWith(prefix)) continue;
      this.#entries.delete(path);
      this.#entries.set(`${after}${path.slice(before.length)}`, entry);
    }
    this.#keep(() => this.#keeper.rename(before, after));
  }

  /** Removes a file, or a folder with all that is in it. Throws ENOENT. */
  remove(path: string): void {
    const own = this.#forget(path);
    this.#keep(() => this.#keeper.remove(own));
  }

  /** The same where the user asks for it: what was kept before changes could not be any more is removed too. */
  async removeKept(path: string): Promise<void> {
    const own = this.#forget(path);
    await this.settle();
    await this.#first.remove(own);
  }

  /** Resolves once all that was changed until now is kept, or known not to be. */
  async settle(): Promise<void> {
    for (const [path] of this.#entries) this.#flush(path);
    const last = this.#last;
    await last;
  }

  #forget(path: string): string {
    const own = resolve(path);
    this.#entry(own);
    for (const name of [...this.#entries.keys()]) {
      if (name === own || name.startsWith(`${own}/`)) this.#entries.delete(name);
    }
    return own;
  }

  #replace(path: string, whole: Uint8Array<ArrayBuffer>, from: number): void {
    const own = resolve(path);
    this.#entry(dirname(own));
    const { content, changedFrom = from } = this.#entries.get(own) ?? {};
    if (content === undefined && this.#entries.has(own)) throw isFolder(own);
    this.#entries.set(own, { content: whole, changedFrom: Math.min(changedFrom, from) });
  }

  /** Keeps what of a file is not kept yet. */
  #flush(path: string): void {
    const entry = this.#entries.get(path);
    if (!(entry?.content instanceof Uint8Array) || entry.changedFrom === undefined) return;
    const { content, changedFrom } = entry;
    entry.changedFrom = undefined;
    this.#keep(() => this.#keeper.write(path, content.subarray(changedFrom), changedFrom));
  }

  /** Once keeping has failed, nothing more is kept: a run goes on later from what was. */
  #keep(change: () => Promise<void>): void {
    this.#last = this.#last.then(change).catch((thrown: unknown) => {
      this.#keeper = noKeeper;
      this.#whenLost(thrown);
    });
  }

  #entry(path: string): Entry {
    const own = resolve(path);
    const entry = this.#entries.get(own);
    if (!entry) throw new FileError('ENOENT', own, 'no such file or directory');
    return entry;
  }

  #file(path: string): FileContent {
    const { content } = this.#entry(path);
    if (content === undefined) throw isFolder(path);
    return content;
  }
}

function isFolder(path: string): FileError {
  return new FileError('EISDIR', path, 'illegal operation on a directory');
}

interface SyncReader {
  readAsArrayBuffer(blob: Blob): ArrayBuffer;
}

/** The bytes of a Blob, at once, as workers may read them. */
export function blobBytes(blob: Blob): Uint8Array<ArrayBuffer> {
  const { FileReaderSync } = globalThis as unknown as { FileReaderSync: new () => SyncReader };
  return new Uint8Array(new FileReaderSync().readAsArrayBuffer(blob));
}

/** The files of this worker. */
export const pageFiles = new PageFiles();
