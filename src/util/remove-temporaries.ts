import { removeFiles } from './remove-files.js';

/** Removes what `writeFileSafely` leaves beside its files when a process is killed amid it. */
export function removeTemporaries(folder: string): Promise<void> {
  return removeFiles(folder, (name) => /\.\d+\.tmp$/.test(name));
}
