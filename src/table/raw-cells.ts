import { FORM, plainText } from './plain-number.js';
import type { CodedCells, NumberCells, RawColumn } from './raw-table.js';

export function rowCount(column: RawColumn): number {
  return column.kind === 'coded' ? column.codes.length : column.numbers.length;
}

/** The text of a row. */
export function cellAt(column: RawColumn, row: number): string {
  if (column.kind === 'coded') return column.values[column.codes[row] ?? 0] ?? '';
  const { numbers, forms, values } = column;
  const [value = 0, form = 0] = [numbers[row], forms[row]];
  return form === FORM.text ? (values[value] ?? '') : plainText(value, form);
}

/** The texts of all rows. */
export function cellTexts(column: RawColumn): string[] {
  return Array.from({ length: rowCount(column) }, (_, row) => cellAt(column, row));
}

/** The first cell that is not blank, or ''. */
export function firstCell(column: RawColumn): string {
  for (let row = 0; row < rowCount(column); row++) {
    const cell = cellAt(column, row);
    if (cell.trim() !== '') return cell;
  }
  return '';
}

/** The column by dictionary, in order of first appearance. */
export function codedCells(column: RawColumn): CodedCells {
  return column.kind === 'coded' ? column : codedNumbers(column);
}

function codedNumbers({ name, numbers, forms, values }: NumberCells): CodedCells {
  // Places by value within each form, so that the text of a number is made once.
  const places = new Map<number, Map<number, number>>();
  const texts: string[] = [];
  const codes = Int32Array.from(numbers, (value, row) => {
    const form = forms[row] ?? 0;
    const ofForm = places.get(form) ?? new Map<number, number>();
    places.set(form, ofForm);
    const known = ofForm.get(value);
    if (known !== undefined) return known;
    ofForm.set(value, texts.length);
    return texts.push(form === FORM.text ? (values[value] ?? '') : plainText(value, form)) - 1;
  });
  return { kind: 'coded', name, codes, values: texts };
}

/** Of a column of numbers, the rows that hold other texts. */
export function otherTexts({ name, numbers, forms, values }: NumberCells): CodedCells {
  const codes = Int32Array.from(numbers.filter((_, row) => forms[row] === FORM.text));
  return { kind: 'coded', name, codes, values };
}
