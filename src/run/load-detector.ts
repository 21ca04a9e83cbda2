import { checkText } from '../util/check-arguments.js';
import type { FileDetector } from './detector-file.js';

/** Loads the model file of a detector, or the one in a run folder. Throws an AutofitError when it is absent, damaged or of a table. */
export async function loadDetector(path: string): Promise<FileDetector> {
  checkText('loadDetector', path, 'the path of a model file or a run folder');
  const { openDetectorFile } = await import('./detector-file.js');
  return openDetectorFile(path);
}
