import type { Settings } from '../options/options.js';
import { OF_PROCESS, tableBytes } from '../trial/memory-plan.js';
import type { FitData } from './lay-out-data.js';
import { scoredBytes } from './scored-bytes.js';

/** Of how many trials the predictions may be there at once, in the room of a trial, within a memory that was told; else undefined. */
export function trialsInMemory(
  data: FitData,
  { memory }: Pick<Settings, 'memory'>,
): number | undefined {
  if (!memory.isTold) return undefined;
  const { rows, task } = data.judge;
  const bytes = 8 * rows.length * Math.max(1, task.classes);
  const room = memory.bytes - OF_PROCESS - tableBytes(data.table) - scoredBytes(data);
  return Math.max(1, Math.floor(room / bytes));
}
