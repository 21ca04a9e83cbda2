import { letGo } from '../util/let-go.js';
import type { RawColumn } from './raw-table.js';

/** Smaller arrays may lie with others in one buffer, and are not worth it. */
const WORTHWHILE = 1 << 20;

/** Gives the memory of a large column back, which is empty then: nobody may ask for its cells any more. */
export async function letGoCells(column: RawColumn): Promise<void> {
  const arrays = column.kind === 'coded' ? [column.codes] : [column.numbers, column.forms];
  const own = arrays.filter(isAlone).map(({ buffer }) => buffer as ArrayBuffer);
  if (own.length > 0) await letGo(own);
}

/** Whether an array has its buffer nearly for itself. */
function isAlone({ buffer, byteLength }: ArrayBufferView): boolean {
  return (
    buffer instanceof ArrayBuffer && byteLength >= WORTHWHILE && 2 * byteLength > buffer.byteLength
  );
}
