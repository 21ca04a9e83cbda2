import type { Table } from '../table/table.js';
import { tableBytes } from '../trial/memory-plan.js';
import type { FitData } from './lay-out-data.js';

/** Bytes of the rows that are scored in the end: they lie beside all trials. */
export function scoredBytes({ test }: { readonly test: FitData['test'] }): number {
  return test ? tableBytes(test) + labelBytes(test) : 0;
}

function labelBytes({ target }: Table): number {
  return target?.byteLength ?? 0;
}
