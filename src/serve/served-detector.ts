import { loadDetector } from '../detect/save-detector.js';
import { detectorPage } from '../report/detector-page.js';
import { readDetectorProgram } from '../run/read-bundle.js';
import { MODEL_FILE } from '../run/run-folder.js';
import { decodeTensors } from '../util/safetensors.js';
import { countHolders } from './count-holders.js';
import { detectorSchema } from './model-schema.js';
import { onceAsked } from './once-asked.js';
import { detectorDocument } from './open-api.js';
import type { ModelOptions, ServedModel } from './served-model.js';
import { openThreads } from './thread-pool.js';

/** Starts the threads of a detector. Throws an AutofitError for a file that cannot be used. */
export async function openDetector(bytes: Uint8Array, given: ModelOptions): Promise<ServedModel> {
  const detector = await loadDetector(bytes);
  const { sha256 = '', version = '' } = decodeTensors(bytes).metadata;
  const page = onceAsked(async () =>
    detectorPage(
      { state: detector, client: await readDetectorProgram(), file: MODEL_FILE },
      { isServed: true },
    ),
  );
  const pool = await openThreads({ detector }, { ...given, onDrift() {} });
  return {
    sha256,
    format: version,
    schema: JSON.stringify(detectorSchema(detector)),
    openApi: JSON.stringify(detectorDocument(detector)),
    page: page.get,
    answer: pool.answer,
    waiting: pool.waiting,
    ...countHolders(pool.close),
    close: pool.close,
  };
}
