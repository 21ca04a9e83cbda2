/** Stands for `node:fs/promises` in a page: what of it is used. What resolves is kept, where files are. */
import { Buffer } from 'node:buffer';
import { randomUUID } from './crypto.js';
import {
  bytesOf,
  closeSync,
  type Dirent,
  direntsOf,
  openSync,
  pathText,
  readdirSync,
  readSync,
  rmSync,
  type Stats,
  statSync,
} from './fs.js';
import { pageFiles } from './page-files.js';

type Path = string | URL;

/** An open file or folder. */
class FileHandle {
  readonly #path: string;
  readonly #number: number;
  #end = 0;
  #read = 0;

  constructor(path: string, flags: string) {
    this.#path = path;
    this.#number = openSync(path, flags);
  }

  async writeFile(content: string | Uint8Array): Promise<void> {
    const bytes = bytesOf(content);
    pageFiles.write(this.#path, bytes, this.#end);
    this.#end += bytes.length;
  }

  async write(bytes: Uint8Array, offset: number, length: number, position: number) {
    pageFiles.write(this.#path, bytes.subarray(offset, offset + length), position);
    return { bytesWritten: length };
  }

  async read(bytes: Uint8Array, offset: number, length: number, position = this.#read) {
    const bytesRead = readSync(this.#number, bytes, offset, length, position);
    this.#read = position + bytesRead;
    return { bytesRead, buffer: bytes };
  }

  async truncate(length: number): Promise<void> {
    pageFiles.truncate(this.#path, length);
  }

  async stat(): Promise<Stats> {
    return statSync(this.#path);
  }

  sync(): Promise<void> {
    return pageFiles.settle();
  }

  async close(): Promise<void> {
    closeSync(this.#number);
  }
}

export async function open(path: Path, flags: string | number = 'r'): Promise<FileHandle> {
  return new FileHandle(pathText(path), String(flags));
}

export async function readFile(path: Path, encoding?: 'utf8'): Promise<string | Uint8Array> {
  const bytes = await pageFiles.read(pathText(path));
  return encoding === undefined ? Buffer.from(bytes) : new TextDecoder().decode(bytes);
}

export async function writeFile(path: Path, content: string | Uint8Array): Promise<void> {
  pageFiles.write(pathText(path), bytesOf(content), 0);
  await pageFiles.settle();
}

export async function copyFile(from: string, to: string): Promise<void> {
  pageFiles.write(to, pageFiles.bytes(from), 0);
  await pageFiles.settle();
}

export async function readdir(path: Path): Promise<readonly string[]>;
export async function readdir(
  path: Path,
  options: { readonly withFileTypes: true },
): Promise<readonly Dirent[]>;
export async function readdir(
  path: Path,
  options?: { readonly withFileTypes: true },
): Promise<readonly (string | Dirent)[]> {
  return options ? direntsOf(pathText(path)) : readdirSync(pathText(path));
}

export async function opendir(path: string): Promise<readonly Dirent[]> {
  return direntsOf(path);
}

export async function stat(path: Path): Promise<Stats> {
  return statSync(path);
}

export async function access(path: string): Promise<void> {
  pageFiles.content(path);
}

export async function realpath(path: string): Promise<string> {
  pageFiles.content(path);
  return path;
}

export async function mkdir(path: string): Promise<void> {
  pageFiles.makeFolder(path);
}

export async function mkdtemp(prefix: string): Promise<string> {
  const path = `${prefix}${randomUUID()}`;
  pageFiles.mount(path, undefined);
  return path;
}

export async function rename(from: string, to: string): Promise<void> {
  pageFiles.rename(from, to);
  await pageFiles.settle();
}

export async function rm(
  path: string,
  options: { readonly force?: boolean; readonly recursive?: boolean } = {},
): Promise<void> {
  rmSync(path, options);
}

/** Nobody knows how much room a page has. */
export async function statfs() {
  return { bavail: Number.POSITIVE_INFINITY, bsize: 1 };
}
