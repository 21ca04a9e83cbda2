import { createHash } from 'node:crypto';
import type { Schema } from '../schema/schema.js';
import type { Table } from '../table/table.js';
import { packTensors } from '../util/pack-tensors.js';

/** SHA-256 of typed tables and the schema that they were read by: equal data, wherever it lies, has an equal hash. */
export function dataHash(schema: Schema, tables: readonly Table[]): string {
  const { json, tensors } = packTensors(schema, { sharing: true });
  const hash = createHash('sha256').update(JSON.stringify(json));
  const add = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) {
      // A copy, as the hash takes no shared memory.
      hash.update(new Uint8Array(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)));
    } else if (value !== null && typeof value === 'object') {
      for (const [key, own] of Object.entries(value)) {
        hash.update(`${key}:`);
        add(own);
      }
    } else hash.update(`${String(value)};`);
  };
  for (const tensor of Object.values(tensors)) add(tensor);
  tables.forEach(add);
  return hash.digest('hex');
}
