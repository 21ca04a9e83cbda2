import { growInts } from './grow.js';
import { FORM, plain, plainText, readPlain } from './plain-number.js';
import type { RawColumn } from './raw-table.js';
import { codeOf, createTextDictionary, type TextDictionary, textsIn } from './text-dictionary.js';

/** Other texts that a column of numbers may have, at least; and their share of its rows. */
const FEW_TEXTS = 100;
const TEXT_SHARE = 0.02;

/** The cells of one column so far: as numbers until too many are none, then all of them by dictionary. */
export interface CellBuilder {
  kind: 'numbers' | 'coded';
  length: number;
  numbers: Float64Array<ArrayBuffer>;
  forms: Uint8Array<ArrayBuffer>;
  codes: Int32Array<ArrayBuffer>;
  texts: TextDictionary;
  /** Rows whose cell is no plain number. */
  others: number;
}

export function createCellBuilder(): CellBuilder {
  return {
    kind: 'numbers',
    length: 0,
    numbers: new Float64Array(16),
    forms: new Uint8Array(16),
    codes: new Int32Array(0),
    texts: createTextDictionary(),
    others: 0,
  };
}

/** Adds the cell whose UTF-8 lies in `bytes` from start to end. */
export function pushCell(cells: CellBuilder, bytes: Buffer, start: number, end: number): void {
  if (cells.kind === 'coded') pushCode(cells, codeOf(cells.texts, bytes, start, end));
  else pushNumber(cells, bytes, start, end);
}

export function finishCells(cells: CellBuilder, name: string): RawColumn {
  const { kind, length } = cells;
  const values = textsIn(cells.texts);
  if (kind === 'coded') return { kind, name, codes: cells.codes.slice(0, length), values };
  const numbers = cells.numbers.slice(0, length);
  return { kind, name, numbers, forms: cells.forms.slice(0, length), values };
}

function pushCode(cells: CellBuilder, code: number): void {
  if (cells.length === cells.codes.length) cells.codes = growInts(cells.codes);
  cells.codes[cells.length++] = code;
}

function pushNumber(cells: CellBuilder, bytes: Buffer, start: number, end: number): void {
  if (cells.length === cells.numbers.length) growNumbers(cells);
  const form = readPlain(bytes, start, end);
  cells.forms[cells.length] = form;
  if (form !== FORM.text) {
    cells.numbers[cells.length++] = plain.value;
    return;
  }
  cells.numbers[cells.length++] = codeOf(cells.texts, bytes, start, end);
  cells.others++;
  if (cells.others > FEW_TEXTS && cells.others > TEXT_SHARE * cells.length) leaveNumbers(cells);
}

function growNumbers(cells: CellBuilder): void {
  const numbers = new Float64Array(Math.ceil(cells.numbers.length * 1.5));
  numbers.set(cells.numbers);
  const forms = new Uint8Array(numbers.length);
  forms.set(cells.forms);
  cells.numbers = numbers;
  cells.forms = forms;
}

/** Puts the cells so far into a dictionary. */
function leaveNumbers(cells: CellBuilder): void {
  const { numbers, forms, length } = cells;
  const values = textsIn(cells.texts);
  const empty = createCellBuilder();
  Object.assign(cells, { ...empty, kind: 'coded', codes: new Int32Array(length * 2) });
  for (let row = 0; row < length; row++) {
    const [value = 0, form = 0] = [numbers[row], forms[row]];
    const text = form === FORM.text ? (values[value] ?? '') : plainText(value, form);
    const bytes = Buffer.from(text);
    pushCode(cells, codeOf(cells.texts, bytes, 0, bytes.length));
  }
}
