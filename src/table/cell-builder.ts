import { FORM, plain, plainText, readPlain } from './plain-number.js';
import type { RawColumn } from './raw-table.js';
import {
  bytesOfTexts,
  codeOf,
  createTextDictionary,
  forgetTexts,
  reserveTexts,
  type TextDictionary,
  textsIn,
} from './text-dictionary.js';

/** Other texts that a column of numbers may have, at least; and their share of its rows. */
const FEW_TEXTS = 100;
const TEXT_SHARE = 0.02;
/** Rows of a block: each is twice as long as the one before, up to this. */
const FIRST_BLOCK = 16;
const LARGEST_BLOCK = 65_536;

/** Of a number with its form, and of a code. */
const [NUMBER_BYTES, CODE_BYTES] = [9, 4];

const PARTS = ['numbers', 'forms', 'codes'] as const;

/** Some rows of a column: numbers with their forms, or codes. */
interface Block {
  readonly numbers: Float64Array<ArrayBuffer>;
  readonly forms: Uint8Array<ArrayBuffer>;
  readonly codes: Int32Array<ArrayBuffer>;
}

/** The cells of one column so far: as numbers until too many are none, then all of them by dictionary. */
export interface CellBuilder {
  kind: 'numbers' | 'coded';
  /** Blocks that are full. */
  readonly full: Block[];
  block: Block;
  /** Rows in `block`, and in all. */
  filled: number;
  rows: number;
  texts: TextDictionary;
  /** Rows whose cell is no plain number. */
  others: number;
}

export function createCellBuilder(): CellBuilder {
  const block = createBlock('numbers', FIRST_BLOCK);
  const texts = createTextDictionary();
  return { kind: 'numbers', full: [], block, filled: 0, rows: 0, texts, others: 0 };
}

/** Adds the cell whose UTF-8 lies in `bytes` from start to end. */
export function pushCell(cells: CellBuilder, bytes: Buffer, start: number, end: number): void {
  if (cells.kind === 'coded') pushCode(cells, codeOf(cells.texts, bytes, start, end));
  else {
    const form = readPlain(bytes, start, end);
    if (form === FORM.text) pushOther(cells, bytes, start, end);
    else pushNumber(cells, plain.value, form);
  }
}

/** The column of these cells, which are given up; its texts stay bytes until they are asked for. */
export function finishCells(cells: CellBuilder, name: string): RawColumn {
  const { kind, texts } = cells;
  let decoded: readonly string[] | undefined;
  const values = () => {
    decoded ??= textsIn(texts);
    texts.arena = Buffer.alloc(0);
    return decoded;
  };
  const isDistinct = texts.slots.length > 0;
  forgetTexts(texts);
  const { numbers, forms, codes } = filledRows(cells);
  return Object.defineProperty(
    kind === 'coded'
      ? { kind, name, codes, values: [], isDistinct }
      : { kind, name, numbers, forms, values: [] },
    'values',
    { get: values, enumerable: true },
  );
}

/** Bytes of so many rows, as if the others were like those so far. */
export function bytesOfRows({ kind, rows: own, texts }: CellBuilder, rows: number): number {
  const places = kind === 'numbers' ? NUMBER_BYTES : CODE_BYTES;
  return places * rows + bytesOfTexts(texts, rows / Math.max(1, own));
}

/** Makes room for so many rows at once, so that nothing is copied in the end. */
export function reserveRows(cells: CellBuilder, rows: number): void {
  if (rows <= cells.rows) return;
  reserveTexts(cells.texts, rows / cells.rows);
  cells.block = joinedBlocks(cells, rows);
  cells.filled = cells.rows;
}

/**
 * Adds rows of the column's kind: behind the others where there is room, and says so; else their arrays are kept until all
 * are joined.
 */
export function appendRows(cells: CellBuilder, rows: Block): boolean {
  const { block, filled } = cells;
  const added = rowsIn(rows);
  const hasRoom = cells.full.length === 0 && filled + added <= rowsIn(block);
  if (hasRoom) {
    for (const part of PARTS) {
      if (rows[part].length > 0) block[part].set(rows[part], filled);
    }
    cells.filled += added;
  } else {
    cells.full.push({
      numbers: block.numbers.subarray(0, filled),
      forms: block.forms.subarray(0, filled),
      codes: block.codes.subarray(0, filled),
    });
    // Nothing else of the part is kept.
    cells.full.push({ numbers: rows.numbers, forms: rows.forms, codes: rows.codes });
    cells.block = createBlock(cells.kind, 0);
    cells.filled = 0;
  }
  cells.rows += added;
  return hasRoom;
}

function rowsIn({ forms, codes }: Block): number {
  return Math.max(forms.length, codes.length);
}

function createBlock(kind: CellBuilder['kind'], rows: number): Block {
  return {
    numbers: new Float64Array(kind === 'numbers' ? rows : 0),
    forms: new Uint8Array(kind === 'numbers' ? rows : 0),
    codes: new Int32Array(kind === 'coded' ? rows : 0),
  };
}

function nextBlock(cells: CellBuilder): void {
  cells.full.push(cells.block);
  cells.block = createBlock(
    cells.kind,
    Math.min(LARGEST_BLOCK, Math.max(FIRST_BLOCK, 2 * cells.filled)),
  );
  cells.filled = 0;
}

/** Adds a text of the dictionary. */
export function pushCode(cells: CellBuilder, code: number): void {
  if (cells.filled === cells.block.codes.length) nextBlock(cells);
  cells.block.codes[cells.filled++] = code;
  cells.rows++;
}

/** Adds numbers with their forms; those that are texts by their codes, of which there are so many. */
export function pushNumbers(
  cells: CellBuilder,
  values: Float64Array,
  forms: Uint8Array,
  others: number,
): void {
  cells.others += others;
  for (let from = 0; from < values.length; ) {
    if (cells.filled === cells.block.forms.length) nextBlock(cells);
    const to = Math.min(values.length, from + cells.block.forms.length - cells.filled);
    cells.block.numbers.set(values.subarray(from, to), cells.filled);
    cells.block.forms.set(forms.subarray(from, to), cells.filled);
    cells.filled += to - from;
    cells.rows += to - from;
    from = to;
  }
}

function pushNumber(cells: CellBuilder, value: number, form: number): void {
  if (cells.filled === cells.block.forms.length) nextBlock(cells);
  cells.block.numbers[cells.filled] = value;
  cells.block.forms[cells.filled++] = form;
  cells.rows++;
}

function pushOther(cells: CellBuilder, bytes: Buffer, start: number, end: number): void {
  pushNumber(cells, codeOf(cells.texts, bytes, start, end), FORM.text);
  cells.others++;
  leaveIfTooMany(cells);
}

/** Goes over to a dictionary, and says so, when too many cells are no numbers, with so many more of so many more rows. */
export function leaveIfTooMany(cells: CellBuilder, rows = 0, others = 0): boolean {
  const all = cells.others + others;
  const isTooMany = all > FEW_TEXTS && all > TEXT_SHARE * (cells.rows + rows);
  if (isTooMany) leaveNumbers(cells);
  return isTooMany;
}

/** All rows in one block with this much room; the others are let go one by one. */
function joinedBlocks(cells: CellBuilder, room = cells.rows): Block {
  const all = createBlock(cells.kind, room);
  cells.full.push(cells.block);
  let at = 0;
  for (let block = cells.full.shift(); block; block = cells.full.shift()) {
    const rows = Math.min(cells.rows - at, rowsIn(block));
    for (const part of PARTS) {
      all[part].set(block[part].subarray(0, rows), all[part].length === 0 ? 0 : at);
    }
    at += rows;
  }
  return all;
}

/** All rows, without the room behind them. */
export function filledRows(cells: CellBuilder): Block {
  const { block, filled } = cells;
  if (cells.full.length > 0) return joinedBlocks(cells);
  return {
    numbers: block.numbers.subarray(0, filled),
    forms: block.forms.subarray(0, filled),
    codes: block.codes.subarray(0, filled),
  };
}

/** Puts the cells so far into a dictionary. */
export function leaveNumbers(cells: CellBuilder): void {
  const { numbers, forms } = joinedBlocks(cells);
  const block = createBlock('coded', Math.max(FIRST_BLOCK, cells.block.forms.length));
  if (cells.others === cells.rows) {
    // Their texts are one already.
    Object.assign(cells, { kind: 'coded', full: [], block, filled: 0, rows: 0 });
    for (const code of numbers) pushCode(cells, code);
    return;
  }
  const values = textsIn(cells.texts);
  const texts = createTextDictionary();
  Object.assign(cells, { kind: 'coded', full: [], block, filled: 0, rows: 0, texts });
  for (const [row, value] of numbers.entries()) {
    const form = forms[row] ?? 0;
    const text = form === FORM.text ? (values[value] ?? '') : plainText(value, form);
    const bytes = Buffer.from(text);
    pushCode(cells, codeOf(texts, bytes, 0, bytes.length));
  }
}
