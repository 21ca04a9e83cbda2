import { compare } from '../fit/compare.js';
import { fit } from '../fit/fit.js';
import type { FittedPredictor } from '../fit/fitted-predictor.js';
import { resume } from '../fit/resume.js';
import { inspect } from '../inspect.js';
import type { FitOptions } from '../options/fit-options.js';
import type { ProgressEvent } from '../options/progress-event.js';
import { listRuns } from '../run/list-runs.js';
import { loadPredictor } from '../run/predictor-file.js';
import { holdsRun } from '../run/run-folder.js';
import type { DataSource } from '../table/data-source.js';
import { AutofitError } from '../util/errors.js';
import { createLimiter } from '../util/limiter.js';
import { isOfNumbers } from '../util/task-kind.js';
import {
  type CallName,
  type CarriedData,
  type CarriedOptions,
  NOT_IN_PAGES,
  type PageCalls,
  type PageExport,
  type PageFit,
  type PageInspectOptions,
  type PagePredictions,
  type PageResumeOptions,
} from './calls.js';
import { pageFiles } from './host/page-files.js';
import { CALL_FOLDER, type DataPart, dataFolder, placeData, removeData } from './place-data.js';
import { watchKeeping } from './watch-keeping.js';

/** What a call may tell, and how it is stopped. */
export interface CallAround {
  readonly signal: AbortSignal;
  readonly onProgress: (event: ProgressEvent) => void;
}

/** Calls with what they were told, as a list. */
export type Calls = {
  readonly [Name in CallName]: (
    told: readonly unknown[],
    around: CallAround,
  ) => ReturnType<PageCalls[Name]>;
};

export function createCalls(keepsFiles: boolean): Calls {
  // What reads by relative paths goes one after the other: each call has a folder of its own.
  const oneByOne = createLimiter(1);
  const keeping = watchKeeping(pageFiles, keepsFiles);
  return {
    fit: ([data, options], around) =>
      oneByOne(() =>
        keeping.told(around, () => fitHere(data as CarriedData, options as CarriedOptions, around)),
      ),
    resume: ([run, options], around) =>
      oneByOne(() =>
        keeping.told(around, async () =>
          fitted(await resume(fromRoot(run), { ...(options as PageResumeOptions), ...around })),
        ),
      ),
    exportRun: ([run, form]) => exported(fromRoot(run), form as PageExport),
    inspect: ([data, options], { onProgress }) =>
      oneByOne(() =>
        withPlaced(data as CarriedData, (place) =>
          inspect(place, { ...(options as PageInspectOptions), onProgress }),
        ),
      ),
    predictTable: ([run, data]) => oneByOne(() => predicted(fromRoot(run), data as CarriedData)),
    drift: ([run, data]) =>
      oneByOne(async () => {
        const predictor = await loadPredictor(fromRoot(run));
        return withPlaced(data as CarriedData, (place) => predictor.drift(place));
      }),
    compare: ([runs]) => compare((runs as readonly unknown[]).map(fromRoot)),
    async runs([folder]) {
      const place = fromRoot(folder);
      return pageFiles.has(place) ? listRuns(place) : [];
    },
    readFile: ([path]) => pageFiles.read(fromRoot(path)),
    listFiles: async ([folder]) => pageFiles.names(fromRoot(folder)),
    async removeFile([path]) {
      const own = fromRoot(path);
      await pageFiles.removeKept(own);
      await removeData(own);
    },
    keeping: async () => keeping.state(),
  };
}

/** Paths of a page begin at the root, wherever data lies that is read; what is none is left for checks to tell of. */
function fromRoot(path: unknown): string {
  return typeof path === 'string' && path !== '' ? pageFiles.absolute(path) : (path as string);
}

/** Predicts into a file that is there as long as the data. */
async function predicted(run: string, data: CarriedData): Promise<PagePredictions> {
  const out = `${CALL_FOLDER}/predictions.csv`;
  const predictor = await loadPredictor(run);
  const proba = !isOfNumbers({ kind: predictor.info.task });
  return withPlaced(data, async (source) => {
    const { notes } = await predictor.predictFile(source, out, { proba });
    return { csv: await pageFiles.read(out), notes };
  });
}

async function exported(run: string, form: PageExport): Promise<string | Uint8Array<ArrayBuffer>> {
  if (form === 'html') return (await import('../export-page.js')).exportPage(run);
  if (form === 'python') return (await import('../export-python.js')).exportPython(run);
  if (form === 'ts') {
    return (await (await import('../export-typescript.js')).exportTypeScript(run)).text;
  }
  return new Uint8Array((await (await import('../export-onnx.js')).exportOnnx(run)).bytes);
}

/** Throws an AutofitError for what a page does not have. */
function checkOptions(options: object): void {
  for (const [name, hint] of Object.entries(NOT_IN_PAGES)) {
    if ((options as Record<string, unknown>)[name] === undefined) continue;
    throw new AutofitError('NOT_IN_PAGE', `\`${name}\` is not there in a page.`, { hint });
  }
}

async function fitHere(
  data: CarriedData,
  { test, validation, ...options }: CarriedOptions,
  around: CallAround,
): Promise<PageFit> {
  checkOptions(options);
  const out = options.out === undefined ? undefined : pageFiles.absolute(options.out);
  // A run that is there already keeps its data: it is not begun again.
  const isKept = out !== undefined && !isRun(out);
  const folder = isKept ? dataFolder(out) : CALL_FOLDER;
  const place = (carried: CarriedData, part: DataPart) => placeData(carried, folder, part, isKept);
  remove(folder);
  try {
    const source = await place(data, 'data');
    const own: FitOptions = {
      ...(options as FitOptions),
      ...around,
      ...(out !== undefined && { out }),
      ...(test !== undefined && { test: await place(test, 'test') }),
      ...(validation !== undefined && { validation: await place(validation, 'validation') }),
    };
    return await fitted(await fit(source, own));
  } finally {
    if (!isKept || !isRun(out)) remove(folder);
  }
}

function isRun(path: string): boolean {
  const isFolder = pageFiles.has(path) && pageFiles.content(path) === undefined;
  return isFolder && holdsRun(pageFiles.names(path));
}

async function fitted(predictor: FittedPredictor): Promise<PageFit> {
  return { bytes: new Uint8Array(await predictor.toBytes()), summary: predictor.summary };
}

/** Does something with data that is there as long as it takes. */
async function withPlaced<T>(
  data: CarriedData,
  work: (place: DataSource) => Promise<T>,
): Promise<T> {
  // A page that was closed may have left some.
  remove(CALL_FOLDER);
  try {
    return await work(await placeData(data, CALL_FOLDER, 'data', false));
  } finally {
    remove(CALL_FOLDER);
  }
}

function remove(path: string): void {
  if (pageFiles.has(path)) pageFiles.remove(path);
}
