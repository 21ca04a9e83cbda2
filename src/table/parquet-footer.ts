import type { AsyncBuffer } from 'hyparquet';
import { countOf } from '../util/count-of.js';
import { needHeap } from '../util/heap-room.js';
import { checkThrift } from './parquet-thrift.js';

/** Behind the metadata: its length, and the mark of Parquet. */
const TAIL = 8;
/** Bytes of V8's heap for a value of it. */
const BYTES_OF_VALUE = 100;

/** The end of a file from its metadata on, which its library reads. Throws where what that tells cannot be so, or it would fill the heap. */
export async function checkedFooter(
  file: AsyncBuffer | ArrayBuffer,
  source: string,
): Promise<ArrayBuffer> {
  const { byteLength } = file;
  const tail = await file.slice(Math.max(0, byteLength - TAIL), byteLength);
  const length = tail.byteLength === TAIL ? new DataView(tail).getUint32(0, true) : 0;
  // What else is wrong, the library says.
  if (length === 0 || length > byteLength - TAIL) return tail;
  const footer = await file.slice(byteLength - TAIL - length, byteLength);
  const values = checkThrift({ view: new DataView(footer, 0, length), offset: 0 });
  const what = `the metadata of ${source} has ${countOf(values, 'value')}`;
  needHeap(BYTES_OF_VALUE * values, what, 'Write larger groups of rows.');
  return footer;
}
