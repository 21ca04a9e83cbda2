/** Stands for `node:fs` in a page: what of it is used, on the files of the page. */
import { Buffer } from 'node:buffer';
import { Readable, Writable } from 'node:stream';
import { FileError, pageFiles } from './page-files.js';

export const constants = { O_RDONLY: 0, O_NONBLOCK: 0, O_NOFOLLOW: 0, W_OK: 2 } as const;

/** What is told of a file or a folder. */
export interface Stats {
  readonly size: number;
  readonly mtimeMs: number;
  isFile(): boolean;
  isDirectory(): boolean;
  isFIFO(): boolean;
  isSymbolicLink(): boolean;
}

/** What a folder lists of a file. */
export interface Dirent extends Omit<Stats, 'size' | 'mtimeMs'> {
  readonly name: string;
}

type Path = string | URL;
type Forced = { readonly force?: boolean; readonly recursive?: boolean };

/** Files that are open, by number. */
const opened = new Map<number, string>();
let lastOpened = 2;

export function pathText(path: Path): string {
  return typeof path === 'string' ? path : path.pathname;
}

export function existsSync(path: Path): boolean {
  return pageFiles.has(pathText(path));
}

export function statSync(path: Path): Stats;
export function statSync(path: Path, options: { throwIfNoEntry: boolean }): Stats | undefined;
export function statSync(path: Path, { throwIfNoEntry = true } = {}): Stats | undefined {
  if (!throwIfNoEntry && !existsSync(path)) return undefined;
  const content = pageFiles.content(pathText(path));
  const size =
    content instanceof Blob ? content.size : content instanceof Uint8Array ? content.length : 0;
  return { size, mtimeMs: 0, ...kindOf(content === undefined) };
}

export const lstatSync = statSync;

function kindOf(isFolder: boolean) {
  return {
    isFile: () => !isFolder,
    isDirectory: () => isFolder,
    isSymbolicLink: () => false,
    isFIFO: () => false,
  };
}

export function readFileSync(path: Path, encoding?: 'utf8'): string | Uint8Array {
  const bytes = pageFiles.bytes(pathText(path));
  return encoding === undefined ? Buffer.from(bytes) : new TextDecoder().decode(bytes);
}

export function writeFileSync(
  path: string,
  content: string | Uint8Array,
  { flag = 'w' }: { readonly flag?: string } = {},
): void {
  if (flag === 'wx' && pageFiles.has(path))
    throw new FileError('EEXIST', path, 'file already exists');
  pageFiles.write(path, bytesOf(content), 0);
}

export function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

export function readdirSync(path: string): readonly string[] {
  return pageFiles.names(path);
}

export function direntsOf(path: string): readonly Dirent[] {
  const inside = path.endsWith('/') ? path : `${path}/`;
  return pageFiles.names(path).map((name) => {
    const isFolder = pageFiles.content(`${inside}${name}`) === undefined;
    return { name, ...kindOf(isFolder) };
  });
}

export function renameSync(from: string, to: string): void {
  pageFiles.rename(from, to);
}

export function rmSync(path: string, { force = false }: Forced = {}): void {
  if (force && !pageFiles.has(path)) return;
  pageFiles.remove(path);
}

export function rmdirSync(path: string): void {
  if (pageFiles.names(path).length > 0)
    throw new FileError('ENOTEMPTY', path, 'directory not empty');
  pageFiles.remove(path);
}

export function mkdirSync(path: string): void {
  pageFiles.makeFolder(path);
}

export function accessSync(path: string): void {
  pageFiles.content(path);
}

export function realpathSync(path: string): string {
  pageFiles.content(path);
  return path;
}

/** Fails: a page has no links. */
export function readlinkSync(path: string): string {
  throw new FileError('EINVAL', path, 'no link');
}

export function openSync(path: string, flags = 'r'): number {
  if (flags === 'w') pageFiles.truncate(path, 0);
  pageFiles.content(path);
  opened.set(++lastOpened, path);
  return lastOpened;
}

export function closeSync(file: number): void {
  opened.delete(file);
}

export function readSync(
  file: number,
  bytes: Uint8Array,
  offset = 0,
  length = bytes.length - offset,
  position = 0,
): number {
  const part = readPart(opened.get(file) ?? '', position, length);
  bytes.set(part, offset);
  return part.length;
}

/** Bytes of a file, of which no more is read than is asked for. */
function readPart(path: string, from: number, length: number): Uint8Array {
  const content = pageFiles.content(path);
  if (!(content instanceof Blob)) return pageFiles.bytes(path).subarray(from, from + length);
  return pageFiles.partOf(content, from, length);
}

/** The bytes of a file, piece by piece. */
export function createReadStream(
  path: string,
  { highWaterMark = 1 << 18 }: { readonly highWaterMark?: number } = {},
): Readable {
  return Readable.from(pieces(path, highWaterMark), { objectMode: false });
}

async function* pieces(path: string, size: number): AsyncGenerator<Buffer> {
  const content = pageFiles.content(path);
  const blob = content instanceof Blob ? content : new Blob([pageFiles.bytes(path)]);
  for (let from = 0; from < blob.size; from += size) {
    const buffer = await blob.slice(from, from + size).arrayBuffer();
    yield Buffer.from(buffer);
  }
}

export function createWriteStream(path: string): Writable {
  pageFiles.truncate(path, 0);
  let end = 0;
  return new Writable({
    write(chunk: Uint8Array, _encoding: string, done: (error?: Error) => void) {
      pageFiles.write(path, chunk, end);
      end += chunk.length;
      done();
    },
  });
}
