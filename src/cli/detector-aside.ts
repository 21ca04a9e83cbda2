import type { FileDetector } from '../index.js';
import { AutofitError } from '../util/errors.js';

/** What `load` gives of a model of a table; of a detector, `aside` does what is to be done, and there is nothing. */
export async function detectorAside<T>(
  model: string,
  load: () => Promise<T>,
  aside: (detector: FileDetector) => Promise<void>,
): Promise<T | undefined> {
  try {
    return await load();
  } catch (thrown) {
    if (!(thrown instanceof AutofitError && thrown.code === 'IS_DETECTOR')) throw thrown;
  }
  const { loadDetector } = await import('../index.js');
  await aside(await loadDetector(model));
  return undefined;
}
