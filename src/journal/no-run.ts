import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AutofitError, errorMessage } from '../util/errors.js';

/** What to say of a folder whose journal cannot be read, and of what is no folder. */
export async function noRun(
  folder: string,
  journal: string,
  thrown: unknown,
): Promise<AutofitError> {
  const told = (reason: string, hint: string) =>
    new AutofitError('NO_RUN', `No run can be read from ${folder}: ${reason}.`, {
      file: folder,
      hint,
    });
  const info = await stat(folder).catch(() => undefined);
  if (!info) return told('there is no such folder', NAME_FOLDER);
  if (!info.isDirectory()) {
    const around = dirname(folder);
    const isInRun = await stat(join(around, journal)).then(
      () => true,
      () => false,
    );
    const hint = isInRun ? `Name the folder that it is in: ${around}` : NAME_FOLDER;
    return told('it is a file, not the folder of a run', hint);
  }
  const isAbsent = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
  return told(isAbsent ? `there is no ${journal} in it` : errorMessage(thrown), NAME_FOLDER);
}

const NAME_FOLDER = 'Name a folder that `fit` has written a run to.';
