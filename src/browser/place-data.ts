import type { DataSource } from '../table/data-source.js';
import type { CarriedData } from './calls.js';
import { checkSize } from './check-size.js';
import { pageFiles } from './host/page-files.js';
import { goTo } from './host/page-process.js';

/** Data of a call without a run lies here as long as it takes; one call at a time reads data. */
export const CALL_FOLDER = '/autofit-call';
/** Data of runs, a folder each. */
const DATA = '/autofit-data';

/** Where the data of a run lies: each run has another folder. */
export function dataFolder(run: string): string {
  return `${DATA}/${run.slice(1).replaceAll(/[~-]/g, '~$&').replaceAll('/', '-')}`;
}

/** What data is for. */
export type DataPart = 'data' | 'test' | 'validation';

/**
 * Puts files into a folder, each part into one of its own: files of two parts may have one name. Gives their path from the part `data`,
 * which relative paths are then taken from.
 */
export async function placeData(
  carried: CarriedData,
  folder: string,
  part: DataPart,
  isKept: boolean,
): Promise<DataSource> {
  checkSize(carried);
  const own = `${folder}/${part}`;
  pageFiles.mount(own, undefined);
  goTo(`${folder}/data`);
  if (carried.kind === 'values') return carried.values;
  for (const { path, file } of carried.files) {
    pageFiles.mount(`${own}/${path}`, file);
    if (isKept) await pageFiles.keepBlob(`${own}/${path}`, file);
  }
  // A file, or the folder that all are in.
  const first = carried.files[0]?.path.split('/')[0] ?? '.';
  return part === 'data' ? first : `../${part}/${first}`;
}

/** Removes the data of a run where the user asks for it. */
export async function removeData(run: string): Promise<void> {
  // Where earlier versions keep it.
  const former = `/data/${run.slice(1).replaceAll('/', '-')}`;
  for (const folder of [dataFolder(run), former]) {
    if (pageFiles.has(folder)) await pageFiles.removeKept(folder);
  }
}
