import type { Settings } from '../options/options.js';
import type { RawColumn, RawTable } from '../table/raw-table.js';
import { OF_PROCESS } from '../trial/memory-plan.js';

/** Bytes of what a bound that the user told leaves for the cells of a table beside others; undefined without one. */
export function roomForCells(
  { memory }: Pick<Settings, 'memory'>,
  ...others: readonly (RawTable | undefined)[]
): number | undefined {
  if (!memory.isTold) return undefined;
  const taken = others.flatMap((own) => own?.columns ?? []).map(bytesOf);
  return Math.max(0, memory.bytes - OF_PROCESS - taken.reduce((sum, bytes) => sum + bytes, 0));
}

function bytesOf(column: RawColumn): number {
  const texts = column.values.reduce((sum, text) => sum + text.length, 0);
  if (column.kind === 'coded') return texts + column.codes.byteLength;
  return texts + column.numbers.byteLength + column.forms.byteLength;
}
