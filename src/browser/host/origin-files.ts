/** A file that lies beside the page's scripts, and is fetched when it is asked for. */
export interface FetchedFile {
  readonly url: string;
}

/** A file of the page: bytes in memory, a Blob whose bytes are read as they are asked for, or what is fetched. */
export type FileContent = Uint8Array<ArrayBuffer> | Blob | FetchedFile;

/** What of the origin's private file system is used; its types are not in every library of them. */
export interface OriginFolder {
  readonly kind: 'directory';
  getFileHandle(name: string, options?: { readonly create: boolean }): Promise<OriginFile>;
  getDirectoryHandle(name: string, options?: { readonly create: boolean }): Promise<OriginFolder>;
  removeEntry(name: string, options?: { readonly recursive: boolean }): Promise<void>;
  entries(): AsyncIterable<[string, OriginFolder | OriginFile]>;
}

export interface OriginFile {
  readonly kind: 'file';
  getFile(): Promise<Blob>;
  move(folder: OriginFolder, name: string): Promise<void>;
  createSyncAccessHandle(): Promise<{
    truncate(bytes: number): void;
    write(bytes: Uint8Array, options: { readonly at: number }): number;
    flush(): void;
    close(): void;
  }>;
}

/** Keeps changes where a reload finds them; resolves once they are safe. */
export interface FileKeeper {
  /** Bytes from this place on; the file ends behind them. */
  write(path: string, bytes: Uint8Array, from: number): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
}

/** Files of a page that is closed are gone. */
export const noKeeper: FileKeeper = {
  write: async () => {},
  rename: async () => {},
  remove: async () => {},
  makeFolder: async () => {},
};

/** Keeps files below a folder of the origin's private file system (https://fs.spec.whatwg.org). */
export function originKeeper(root: OriginFolder): FileKeeper {
  return {
    async write(path, bytes, from) {
      const { folder, name } = await parentOf(root, path);
      const access = await (await folder.getFileHandle(name, CREATE)).createSyncAccessHandle();
      try {
        writeAll(access, bytes, from);
        access.truncate(from + bytes.length);
        access.flush();
      } catch (thrown) {
        // Half of a line, or of a file, is of no use, and takes room.
        access.truncate(from);
        throw thrown;
      } finally {
        access.close();
      }
    },
    async rename(from, to) {
      const [before, after] = [await parentOf(root, from), await parentOf(root, to)];
      const file = await before.folder.getFileHandle(before.name);
      await file.move(after.folder, after.name);
    },
    async remove(path) {
      const { folder, name } = await parentOf(root, path);
      await folder.removeEntry(name, { recursive: true }).catch(unlessAbsent);
    },
    async makeFolder(path) {
      const { folder, name } = await parentOf(root, path);
      await folder.getDirectoryHandle(name, CREATE);
    },
  };
}

/** All files and folders below a folder of the origin, by their paths; folders have no content. */
export async function* originEntries(
  folder: OriginFolder,
  path = '',
): AsyncGenerator<readonly [path: string, content: Blob | undefined]> {
  for await (const [name, entry] of folder.entries()) {
    const own = `${path}/${name}`;
    if (entry.kind === 'file') yield [own, await entry.getFile()];
    else {
      yield [own, undefined];
      yield* originEntries(entry, own);
    }
  }
}

const CREATE = { create: true } as const;

function writeAll(
  access: { write(bytes: Uint8Array, options: { readonly at: number }): number },
  bytes: Uint8Array,
  from: number,
): void {
  for (let done = 0; done < bytes.length; ) {
    const written = access.write(bytes.subarray(done), { at: from + done });
    if (written === 0) throw new Error('the page has no room for more files');
    done += written;
  }
}

async function parentOf(
  root: OriginFolder,
  path: string,
): Promise<{ readonly folder: OriginFolder; readonly name: string }> {
  const parts = path.split('/').filter((part) => part !== '');
  const name = parts.pop() ?? '';
  let folder = root;
  for (const part of parts) folder = await folder.getDirectoryHandle(part, CREATE);
  return { folder, name };
}

function unlessAbsent(thrown: unknown): void {
  if (!(thrown instanceof DOMException && thrown.name === 'NotFoundError')) throw thrown;
}
