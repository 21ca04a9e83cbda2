/** `autofit/browser`: fits and predicts in a page. Nothing leaves it. */
import type { Drift } from '../drift/drift.js';
import type { FitSummary } from '../fit/summarize.js';
import type { Inspection } from '../inspect.js';
import type { FitOptions } from '../options/fit-options.js';
import { loadPredictor } from '../predictor/index.js';
import type { Predictor } from '../predictor/predictor.js';
import type { CompareFacts } from '../report/facts/compare-facts.js';
import type { RunSummary } from '../run/run-summary.js';
import type { DataValues } from '../table/read-values.js';
import { callWorker } from './call-worker.js';
import type {
  CarriedData,
  Keeping,
  PageData,
  PageExport,
  PageFit,
  PageFitOptions,
  PageInspectOptions,
  PagePredictions,
  PageResumeOptions,
} from './calls.js';

/** A predictor fresh from `fit` in a page, with what the search found. */
export interface PagePredictor extends Predictor<DataValues> {
  readonly summary: FitSummary;
}

/**
 * Fits the best predictor that the budget can buy, in Web Workers, with the search, the seeds and the kernels of `fit` on Node: the
 * page stays free meanwhile. Same data, options, seed and `trials`: the same configurations, scores and predictions. Throws an AutofitError for a
 * mistake in the data or the options.
 */
export async function fit(data: PageData, options: PageFitOptions): Promise<PagePredictor> {
  const { signal, onProgress, test, validation, ...told } = options;
  const asked = {
    ...told,
    ...(test !== undefined && { test: carriedData(test) }),
    ...(validation !== undefined && { validation: carriedData(validation) }),
  };
  return fitted(await callWorker('fit', [carriedData(data), asked], { signal, onProgress }));
}

/** Goes on with a run that `out` has named, as after a reload of the page. */
export async function resume(run: string, options: PageResumeOptions = {}): Promise<PagePredictor> {
  const { signal, onProgress, ...told } = options;
  return fitted(await callWorker('resume', [run, told], { signal, onProgress }));
}

/** What each column is taken for, and why, before training. */
export function inspect(data: PageData, options: PageInspectOptions = {}): Promise<Inspection> {
  const { onProgress, ...told } = options;
  return callWorker('inspect', [carriedData(data), told], {
    onProgress: onProgress as FitOptions['onProgress'],
  });
}

/**
 * Another form of a run's model: a page, an ONNX file, a Python or a TypeScript program. Throws an AutofitError where the model has no
 * such form.
 */
export function exportRun(
  run: string,
  form: PageExport,
): Promise<string | Uint8Array<ArrayBuffer>> {
  return callWorker('exportRun', [run, form]);
}

function carriedData(data: PageData): CarriedData {
  const files = filesIn(data);
  if (!files) return { kind: 'values', values: data as DataValues };
  const withPaths = files.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  return { kind: 'files', files: withPaths };
}

function filesIn(data: PageData): readonly File[] | undefined {
  if (data instanceof File) return [data];
  const isFiles =
    Array.isArray(data) && data.length > 0 && data.every((one) => one instanceof File);
  return isFiles ? (data as readonly File[]) : undefined;
}

async function fitted({ bytes, summary }: PageFit): Promise<PagePredictor> {
  return { ...(await loadPredictor(bytes)), summary };
}

/** Predicts a table by the model of a run, as a CSV file; with the chance of each class, where it tells classes apart. */
export function predictTable(run: string, data: PageData): Promise<PagePredictions> {
  return callWorker('predictTable', [run, carriedData(data)]);
}

/** Whether rows are still like those that the model of a run was trained on, and how good it is on them, where they have labels. */
export function driftOf(run: string, data: PageData): Promise<Drift> {
  return callWorker('drift', [run, carriedData(data)]);
}

/** Runs beside each other: scores, against the first on the same rows, and options that differ. */
export function compareRuns(runs: readonly string[]): Promise<CompareFacts> {
  return callWorker('compare', [runs]);
}

/** The runs in a folder, the newest first. */
export function listRuns(folder: string): Promise<readonly RunSummary[]> {
  return callWorker('runs', [folder]);
}

/** The files of runs, below the folders that `out` named. */
export const runFiles = {
  /** The bytes of a file, such as `model.safetensors` or `report.html` in a run's folder. */
  read: (path: string): Promise<Uint8Array<ArrayBuffer>> => callWorker('readFile', [path]),
  /** Names in a folder. */
  list: (folder: string): Promise<readonly string[]> => callWorker('listFiles', [folder]),
  /** Removes a file, or a folder with all that is in it; of a run the copy of its data too. */
  remove: (path: string): Promise<void> => callWorker('removeFile', [path]),
  /** Whether they are there after a reload: in private windows, and where another page has them, they are not. */
  areKept: async (): Promise<boolean> => (await callWorker('keeping', [])) === 'kept',
  /** The same, and since when they are not. */
  keeping: (): Promise<Keeping> => callWorker('keeping', []),
} as const;

export { loadPredictor } from '../predictor/index.js';
export { AutofitError } from '../util/errors.js';
export type {
  Keeping,
  PageData,
  PageExport,
  PageFitOptions,
  PageInspectOptions,
  PagePredictions,
  PageResumeOptions,
} from './calls.js';
