import { type ColumnCodes, type ColumnNumbers, MISSING } from '../table/table.js';

/** The numbers at these places, such as rows, in the order in which they are named. */
export function gatherValues(values: ColumnNumbers, places: Int32Array): Float64Array {
  return gather(values, places, Number.NaN, new Float64Array(places.length));
}

/** The codes at these places, such as rows, in the order in which they are named. */
export function gatherCodes(codes: ColumnCodes, places: Int32Array): Int32Array {
  return gather(codes, places, MISSING, new Int32Array(places.length));
}

function gather<Numbers extends Float64Array | Int32Array>(
  values: ArrayLike<number>,
  places: Int32Array,
  absent: number,
  out: Numbers,
): Numbers {
  for (let i = 0; i < places.length; i++) out[i] = values[places[i] ?? -1] ?? absent;
  return out;
}
