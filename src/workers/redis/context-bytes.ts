import type { TrialContext } from '../../trial/run-fold.js';
import { packBytes, unpackBytes } from './packed-bytes.js';

const FORMAT = 'autofit-context';

/** All that a worker needs of a run, but for what hangs on its machine. */
export function contextBytes({ keptBytes: _, ...context }: TrialContext): Uint8Array<ArrayBuffer> {
  return packBytes(FORMAT, context);
}

/** The context on memory that threads share. */
export function contextOf(bytes: Uint8Array): TrialContext {
  return shared(unpackBytes(FORMAT, bytes)) as TrialContext;
}

type NumberArray = { readonly byteLength: number; readonly length: number } & ArrayLike<number>;
type Shared = new (
  buffer: SharedArrayBuffer,
) => NumberArray & { set(values: ArrayLike<number>): void };

function shared(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) {
    const values = value as unknown as NumberArray;
    const own = new (value.constructor as Shared)(new SharedArrayBuffer(values.byteLength));
    own.set(values);
    return own;
  }
  if (Array.isArray(value)) return value.map(shared);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shared(item)]));
}
