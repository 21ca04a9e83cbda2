import { createHash, type Hash } from 'node:crypto';
import type { Schema } from '../schema/schema.js';
import type { Table } from '../table/table.js';
import { packTensors } from '../util/pack-tensors.js';

/** Bytes that are copied at once. */
const BLOCK = 2 ** 24;

/** Typed rows, and the schema that they were read by. */
interface HashedData {
  readonly schema: Schema;
  readonly table: Table;
  readonly test: Table | undefined;
  /** Rows of the table that are learned from, where those of a validation file lie behind them. */
  readonly learned: number | undefined;
}

/** SHA-256 of a run's data: equal data, wherever it lies, has an equal hash. */
export function dataHash({ schema, table, test, learned }: HashedData): string {
  const { json, tensors } = packTensors(schema, { sharing: true });
  return hashed(createHash('sha256').update(JSON.stringify(json)), [
    ...Object.values(tensors),
    table,
    ...(test ? [test] : []),
    ...(learned === undefined ? [] : [learned]),
  ]);
}

/** SHA-256 of nested plain data, with typed arrays in it. */
export function plainHash(values: readonly unknown[]): string {
  return hashed(createHash('sha256'), values);
}

function hashed(hash: Hash, values: readonly unknown[]): string {
  const add = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) {
      const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
      // Copies, as the hash takes no shared memory.
      for (let from = 0; from < bytes.length; from += BLOCK) {
        hash.update(bytes.slice(from, from + BLOCK));
      }
    } else if (value !== null && typeof value === 'object') {
      for (const [key, own] of Object.entries(value)) {
        hash.update(`${key}:`);
        add(own);
      }
    } else hash.update(`${String(value)};`);
  };
  values.forEach(add);
  return hash.digest('hex');
}
