import { setMaxListeners } from 'node:events';
import { kernelsNameFor } from '../models/network-model.js';
import type { DetectionOptions } from '../options/detection-options.js';
import type { FitOptions } from '../options/fit-options.js';
import { resolveOptions, type Settings } from '../options/options.js';
import { createRunFolder, type RunFolder } from '../run/run-folder.js';
import { beginRecord, noRecord } from '../run/run-record.js';
import { asGiven, inputCopy } from '../run/standard-input.js';
import { imageColumns } from '../schema/with-pictures.js';
import { startBudget } from '../search/budget.js';
import type { DataSource } from '../table/data-source.js';
import type { ColumnsOf } from '../table/read-rows.js';
import { checkThreadRoom, hasRoomForWebAssembly, WITHOUT_GUARDS } from '../util/address-space.js';
import { checkBegunAt, now } from '../util/clock.js';
import { complete, type FitPlace, searchBudget } from './complete.js';
import type { FittedDetector } from './fit-detection.js';
import { fitSource } from './fit-source.js';
import type { FittedPredictor } from './fitted-predictor.js';
import { keepTold } from './keep-told.js';
import type { FitData } from './lay-out-data.js';
import { openMachines } from './open-machines.js';
import { readFitData } from './read-fit-data.js';
import { tellBegin } from './tell-phase.js';

/**
 * Fits the best predictor that the budget can buy; told that the task is detection, a detector of boxes. `startedAt` is when the time limit began, in milliseconds since
 * the start of the process. Throws an AutofitError for a mistake in the data or the
 * options, before any training.
 */
export async function fit(
  source: string,
  options: DetectionOptions,
  startedAt?: number,
): Promise<FittedDetector>;
export async function fit<C extends object>(
  source: DataSource | ColumnsOf<C>,
  options: FitOptions,
  startedAt?: number,
): Promise<FittedPredictor>;
export async function fit<C extends object>(
  source: DataSource | ColumnsOf<C>,
  options: FitOptions | DetectionOptions,
  startedAt = now(),
): Promise<FittedPredictor | FittedDetector> {
  checkBegunAt(startedAt);
  if (options?.task !== 'detection') return fitTable(source, options, startedAt);
  const { fitDetection } = await import('./fit-detection.js');
  return fitDetection(source, options, startedAt);
}

async function fitTable<C extends object>(
  given: DataSource | ColumnsOf<C>,
  asked: FitOptions,
  startedAt: number,
): Promise<FittedPredictor> {
  const { source, options, notes } = await fitSource(given, asked);
  const { settings: resolved, told } = keepTold(await resolveOptions(options));
  // Many fits may share a signal.
  if (resolved.signal) setMaxListeners(0, resolved.signal);
  checkThreadRoom();
  tellBegin(resolved, 0);
  const { settings, machines } = await openMachines(resolved);
  for (const message of notes) settings.onProgress({ kind: 'note', message });
  tellKernels(settings);
  const budget = startBudget(searchBudget(settings), startedAt, settings.signal);
  const time = { startedAt, budget, told, machines };
  try {
    if (settings.out !== undefined) return await fitInFolder(source, settings.out, settings, time);
    const data = await readFitData(source, settings, budget.signal);
    return await complete(data, settings, { record: noRecord(), ...time });
  } finally {
    budget.close();
  }
}

async function fitInFolder(
  source: DataSource,
  folder: string,
  told: Settings,
  time: Pick<FitPlace, 'startedAt' | 'budget' | 'told' | 'machines'>,
): Promise<FittedPredictor> {
  const copy = await inputCopy([source, told.test, told.validation]);
  let run: RunFolder | undefined;
  try {
    run = await createRunFolder(folder);
    const settings = source === '-' ? fromHere(told) : told;
    const reading = { ...settings.reading, copyTo: copy.path };
    const data = await readFitData(source, { ...settings, reading }, time.budget.signal);
    await run.writeBadRows(data.badRows);
    // A run that ends before all is read has nothing to go on with.
    const again =
      data.isCut || hasPathsFromHere(data, settings) ? asGiven : await copy.moveTo(run.path);
    const [test, validation] = [again(settings.test), again(settings.validation)];
    const kept = { ...settings, test, validation };
    const record = await beginRecord(run.path, again(source), kept, data);
    return await complete(data, settings, { run, record, ...time });
  } finally {
    run?.close();
    copy.remove();
  }
}

/** Paths in rows from standard input start here, also when the run is resumed from a copy of them. */
function fromHere(settings: Settings): Settings {
  const { images = process.cwd() } = settings.reading;
  return { ...settings, reading: { ...settings.reading, images } };
}

/** Whether rows to judge by or to score come from standard input, and name pictures that a copy would not be beside. */
function hasPathsFromHere({ schema }: FitData, { test, validation, reading }: Settings): boolean {
  if (test !== '-' && validation !== '-') return false;
  return reading.images === undefined && imageColumns(schema).length > 0;
}

/** SIMD is what makes training fast: its absence must not go unseen. */
function tellKernels({ kernels, onProgress }: Settings): void {
  if (kernels !== 'auto' || kernelsNameFor(kernels) !== 'reference') return;
  if (!hasRoomForWebAssembly()) {
    const message =
      'ulimit -v leaves WebAssembly no room: models train on the plain kernels, many times slower; ' +
      `NODE_OPTIONS=${WITHOUT_GUARDS} makes do with less`;
    onProgress({ kind: 'warning', message });
    return;
  }
  const message =
    'no WebAssembly SIMD here: networks train on the plain kernels, many times slower';
  onProgress({ kind: 'note', message });
}
