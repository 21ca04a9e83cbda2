import { MISSING } from '../table/table.js';

/** The numbers of these rows, in the order in which they are named. */
export function gatherValues(values: Float64Array, rows: Int32Array): Float64Array {
  return gather(values, rows, Number.NaN, new Float64Array(rows.length));
}

/** The codes of these rows, in the order in which they are named. */
export function gatherCodes(codes: Int32Array, rows: Int32Array): Int32Array {
  return gather(codes, rows, MISSING, new Int32Array(rows.length));
}

function gather<Numbers extends Float64Array | Int32Array>(
  values: Numbers,
  rows: Int32Array,
  absent: number,
  out: Numbers,
): Numbers {
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i] ?? -1] ?? absent;
  return out;
}
