import { texts } from './texts.js';

/**
 * The files of a drop, those of folders with their paths as `webkitRelativePath`; several files or folders together are taken for what
 * lies in one.
 */
export async function filesOf({ items, files }: DataTransfer): Promise<readonly File[]> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  // What comes from no disk, as from a program for mails, has no entry.
  if (entries.length === 0) return files.length === 1 ? [...files] : [...files].map(together);
  const found = (await Promise.all(entries.map(filesIn))).flat();
  return entries.length === 1 ? found : found.map(together);
}

function together(file: File): File {
  return at(`${texts.data.together}/${file.webkitRelativePath || file.name}`, file);
}

function at(path: string, file: File): File {
  return Object.defineProperty(file, 'webkitRelativePath', { value: path, configurable: true });
}

async function filesIn(entry: FileSystemEntry): Promise<readonly File[]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    const path = entry.fullPath.slice(1);
    return [path.includes('/') ? at(path, file) : file];
  }
  const children = await entriesIn(entry as FileSystemDirectoryEntry);
  return (await Promise.all(children.map(filesIn))).flat();
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

/** All of them: a reader gives a hundred at a time. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
