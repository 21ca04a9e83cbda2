import { FORM } from './plain-number.js';
import type { RawColumn } from './raw-table.js';

/** A hash of all cells in their order, white space around them left out; columns that differ have the same one by chance. */
export function columnHash(column: RawColumn): string {
  const word = new Float64Array(1);
  const halves = new Int32Array(word.buffer);
  const ofText = column.values.map((value) => textHash(value.trim()));
  let [high, low] = [0x811c9dc5 | 0, 0x2545f491];
  const add = (value: number) => {
    high = Math.imul(high ^ value, 0x01000193);
    high ^= high >>> 15;
    const mixed = Math.imul(low ^ value, 0x85ebca6b);
    low = (mixed << 13) | (mixed >>> 19);
  };
  if (column.kind === 'coded') {
    for (let row = 0; row < column.codes.length; row++) add(ofText[column.codes[row] ?? 0] ?? 0);
    return `${high}/${low}`;
  }
  const { numbers, forms } = column;
  for (let row = 0; row < numbers.length; row++) {
    const [value = 0, form = 0] = [numbers[row], forms[row]];
    if (form === FORM.text) add(ofText[value] ?? 0);
    else {
      word[0] = form === FORM.empty ? 0 : value;
      add((halves[0] ?? 0) ^ form);
      add(halves[1] ?? 0);
    }
  }
  return `${high}/${low}`;
}

function textHash(text: string): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 13);
}
