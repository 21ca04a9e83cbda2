import { type OriginFolder, originEntries, originKeeper } from './origin-files.js';
import type { PageFiles } from './page-files.js';

/** The folder of the origin's private file system, and the lock by which one page at a time uses it. */
const NAME = 'autofit';
/** Milliseconds that the worker of a page that was closed, or loaded again, may still hold the lock. */
const LEAVING_MS = 2000;

/**
 * Puts the files that earlier pages kept where they were, and keeps from now on what changes; false where nothing can be kept,
 * or another page of the same origin has the files.
 */
export async function openOrigin(files: PageFiles): Promise<boolean> {
  const { storage, locks } = navigator as Partial<Navigator>;
  if (!storage?.getDirectory || !locks || !(await isFree(locks))) return false;
  const root = await storage
    .getDirectory()
    .then((folder) => folder.getDirectoryHandle(NAME, { create: true }))
    // Private windows of some browsers have none.
    .catch(() => undefined);
  if (!root) return false;
  const folder = root as unknown as OriginFolder;
  for await (const [path, content] of originEntries(folder)) files.mount(path, content);
  files.keepBy(originKeeper(folder));
  return true;
}

/** Takes the lock for as long as this worker lives. */
function isFree(locks: LockManager): Promise<boolean> {
  return new Promise((resolve) => {
    const hold = () => {
      resolve(true);
      return new Promise<void>(() => {});
    };
    locks
      .request(NAME, { signal: AbortSignal.timeout(LEAVING_MS) }, hold)
      .catch(() => resolve(false));
  });
}
