import { basename } from 'node:path';
import { loadState } from '../predictor/load-state.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { modelPage } from '../report/model-page.js';
import { keptBackground } from '../run/kept-rows.js';
import { readModel } from '../run/predictor-file.js';
import { readPageProgram } from '../run/read-bundle.js';
import { MODEL_FILE } from '../run/run-folder.js';
import { decodeTensors } from '../util/safetensors.js';
import type { Job, JobAnswer } from './job.js';
import { modelSchema } from './model-schema.js';
import { openApiDocument } from './open-api.js';
import { openThreads, type PoolOptions } from './thread-pool.js';

/** A model with its threads. Whoever asks it more than once holds on to it: it is closed when nobody does any more. */
export interface ServedModel {
  /** SHA-256 of what the model file holds, and the version of its format. */
  readonly sha256: string;
  readonly format: string;
  /** JSON texts, and the page. */
  readonly schema: string;
  readonly openApi: string;
  page(): Promise<string>;
  answer(job: Job): Promise<JobAnswer>;
  waiting(): number;
  hold(): void;
  letGo(): void;
  /** Closes the threads once nobody holds on to it. */
  retire(): Promise<void>;
  /** Closes them now. */
  close(): Promise<void>;
}

/** Requests to explain that wait at most. */
const EXPLAIN_QUEUE = 16;

export interface ModelOptions extends Omit<PoolOptions, 'onDrift'> {
  /** Told of each batch's drift by (columns, DRIFT_KINDS). */
  readonly onDrift: (columns: readonly string[], drift: Float64Array) => void;
}

/** Reads a model and starts its threads. Throws an AutofitError for a file that is no model. */
export async function openModel(path: string, given: ModelOptions): Promise<ServedModel> {
  const { bytes, isFolder } = await readModel(path);
  const state = await loadState(bytes);
  const { sha256 = '', version = '' } = decodeTensors(bytes).metadata;
  const kept = isFolder ? (await keptBackground(path))?.table : undefined;
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

/** What is made at the first call; again at the next one where that failed. */
function onceAsked<T>(make: () => Promise<T>): {
  readonly get: () => Promise<T>;
  readonly opened: () => Promise<T> | undefined;
} {
  let made: Promise<T> | undefined;
  return {
    opened: () => made,
    get() {
      made ??= make().catch((thrown: unknown) => {
        made = undefined;
        throw thrown;
      });
      return made;
    },
  };
}

function countHolders(close: () => Promise<void>): Pick<ServedModel, 'hold' | 'letGo' | 'retire'> {
  let holders = 0;
  let whenFree: (() => void) | undefined;
  return {
    hold: () => {
      holders++;
    },
    letGo: () => {
      holders--;
      if (holders === 0) whenFree?.();
    },
    async retire() {
      if (holders > 0)
        await new Promise<void>((resolve) => {
          whenFree = resolve;
        });
      await close();
    },
  };
}
