import { basename } from 'node:path';
import { isDetector } from '../detect/save-detector.js';
import { loadState } from '../predictor/load-state.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { modelPage } from '../report/model-page.js';
import { keptBackground } from '../run/kept-rows.js';
import { readModel } from '../run/predictor-file.js';
import { readPageProgram } from '../run/read-bundle.js';
import { MODEL_FILE } from '../run/run-folder.js';
import { decodeTensors } from '../util/safetensors.js';
import { countHolders } from './count-holders.js';
import { modelSchema } from './model-schema.js';
import { onceAsked } from './once-asked.js';
import { openApiDocument } from './open-api.js';
import { openDetector } from './served-detector.js';
import type { ModelOptions, ServedModel } from './served-model.js';
import { openThreads } from './thread-pool.js';

/** Requests to explain that wait at most. */
const EXPLAIN_QUEUE = 16;

/** Reads a model and starts its threads. Throws an AutofitError for a file that is no model. */
export async function openModel(path: string, given: ModelOptions): Promise<ServedModel> {
  const { bytes, isFolder } = await readModel(path);
  if (isDetector(bytes)) return openDetector(bytes, given);
  const state = await loadState(bytes);
  const { sha256 = '', version = '' } = decodeTensors(bytes).metadata;
  const kept = isFolder ? (await keptBackground(path, state))?.table : undefined;
  const schema = modelSchema(state);
  const columns = schema.columns.map(({ name }) => name);
  const options = { ...given, onDrift: (drift: Float64Array) => given.onDrift(columns, drift) };
  const predicting = await openThreads({ state }, options);
  // Explanations take long: they have a thread of their own, once there is one to give.
  const explaining = onceAsked(() =>
    openThreads({ state, kept }, { ...options, threads: 1, queue: EXPLAIN_QUEUE }),
  );
  const file = path.endsWith('.safetensors') ? basename(path) : MODEL_FILE;
  const page = onceAsked(() => pageOf(state, file));
  const close = async () => {
    await Promise.all([predicting.close(), explaining.opened()?.then((pool) => pool.close())]);
  };
  return {
    sha256,
    format: version,
    schema: JSON.stringify(schema),
    openApi: JSON.stringify(openApiDocument(state)),
    page: page.get,
    answer: async (job) => (job.explain ? await explaining.get() : predicting).answer(job),
    waiting: () => predicting.waiting(),
    ...countHolders(close),
    close,
  };
}

async function pageOf(state: PredictorState, file: string): Promise<string> {
  return modelPage({ state, client: await readPageProgram(state), file, rows: undefined });
}
