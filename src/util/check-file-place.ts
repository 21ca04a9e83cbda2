import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AutofitError, errorMessage } from './errors.js';

/** Throws an AutofitError where no file can be written, before the work for it is done. */
export function checkFilePlace(path: string): void {
  const cannot = (reason: string) =>
    new AutofitError('CANNOT_WRITE', `${path} cannot be written: ${reason}.`, {
      file: path,
      hint: 'Choose another file with `out`.',
    });
  if (existsSync(path) && statSync(path).isDirectory()) throw cannot('it is a folder');
  try {
    accessSync(existsSync(path) ? path : dirname(resolve(path)), constants.W_OK);
  } catch (thrown) {
    throw cannot(errorMessage(thrown));
  }
  if (!statSync(dirname(resolve(path))).isDirectory()) throw cannot('its folder is a file');
}
