import {
  type BlankLines,
  type CsvKernels,
  joinBlank,
  type NumbersInBlock,
  type Split,
  type SplitOptions,
  type TextsInBlock,
} from './csv-kernels.js';
import { growInts } from './grow.js';
import { FORM, plain, readPlain } from './plain-number.js';
import type { RecordBlock } from './record-block.js';
import { textHash } from './text-dictionary.js';

/** Records of a block at most. */
const MOST_RECORDS = 4096;
const [LF, CR, SPACE, TAB] = [10, 13, 32, 9];

/**
 * Where the splitter is. The fields of whole records lie in `bytes` from `starts` to `ends`, those of the record that is
 * being read behind them.
 */
interface Splitter {
  readonly options: SplitOptions;
  bytes: Buffer;
  isLast: boolean;
  at: number;
  /** Fields of the block, and of the record. */
  before: number;
  fields: number;
  starts: Int32Array<ArrayBuffer>;
  ends: Int32Array<ArrayBuffer>;
  readonly lines: Int32Array<ArrayBuffer>;
  records: number;
  /** Fields of the record that hold doubled quotes. */
  doubled: number[];
  newlines: number;
  line: number;
  readonly blank: { before: number; behind: number };
  state: Split['state'];
}

/** Kernels in plain TypeScript: what simd-csv.ts has to give, to be read; so many lines ended before. */
export function createReferenceCsv(
  options: SplitOptions,
  line = 0,
  blank: BlankLines = { before: 0, behind: 0 },
): CsvKernels {
  const splitter: Splitter = {
    options,
    bytes: Buffer.alloc(0),
    isLast: false,
    at: 0,
    before: 0,
    fields: 0,
    starts: new Int32Array(64),
    ends: new Int32Array(64),
    lines: new Int32Array(MOST_RECORDS),
    records: 0,
    doubled: [],
    newlines: 0,
    line,
    blank: { ...blank },
    state: 'done',
  };
  return {
    split: (bytes, isLast, onBlock) => split(splitter, bytes, isLast, onBlock),
    lines: () => splitter.line,
    blankLines: () => splitter.blank,
    skip(lines, own, isFilled) {
      splitter.line += lines;
      Object.assign(splitter.blank, joinBlank(splitter.blank, own, isFilled));
    },
    numbersIn,
    textsIn,
    hashesIn,
  };
}

function split(
  splitter: Splitter,
  bytes: Buffer,
  isLast: boolean,
  onBlock: (block: RecordBlock) => void,
): Split {
  Object.assign(splitter, { bytes, isLast, at: 0, before: 0, records: 0, state: 'done' });
  let taken = 0;
  let width = 0;
  const flush = () => {
    const { starts, ends, lines, records } = splitter;
    if (records > 0) onBlock({ bytes, width, records, starts, ends, lines });
    splitter.starts.copyWithin(0, splitter.before, splitter.before + splitter.fields);
    splitter.ends.copyWithin(0, splitter.before, splitter.before + splitter.fields);
    splitter.before = 0;
    splitter.records = 0;
  };
  while (splitter.at < bytes.length) {
    readRecord(splitter);
    if (splitter.state !== 'done') break;
    splitter.line += splitter.newlines;
    taken = splitter.at;
    if (splitter.fields === 0) {
      splitter.blank.behind++;
      if (!splitter.options.keepsBlank) continue;
      addField(splitter, splitter.at, splitter.at);
    } else {
      splitter.blank.before += splitter.blank.behind;
      splitter.blank.behind = 0;
    }
    if (splitter.fields !== width || splitter.records === MOST_RECORDS) flush();
    width = splitter.fields;
    for (const field of splitter.doubled) undouble(splitter, splitter.before + field);
    splitter.lines[splitter.records++] = splitter.line;
    splitter.before += splitter.fields;
    splitter.fields = 0;
  }
  flush();
  return { taken, state: splitter.state };
}

/** Leaves `at` behind the record, unless it is cut off or unusual. */
function readRecord(splitter: Splitter): void {
  const { bytes, options } = splitter;
  const { quote, trims } = options;
  splitter.fields = 0;
  splitter.newlines = 0;
  if (splitter.doubled.length > 0) splitter.doubled = [];
  do {
    const { at } = splitter;
    if (trims) while (bytes[splitter.at] === SPACE || bytes[splitter.at] === TAB) splitter.at++;
    if (splitter.at > at && splitter.fields === 0 && isLineEnd(splitter)) {
      splitter.state = splitter.at < bytes.length || splitter.isLast ? 'unusual' : 'cut';
    } else if (bytes[splitter.at] === quote) readQuoted(splitter);
    else readUnquoted(splitter);
  } while (splitter.state === 'done' && hasNextField(splitter));
}

function isLineEnd({ bytes, at }: Splitter): boolean {
  return at >= bytes.length || bytes[at] === LF || bytes[at] === CR;
}

/** Whether a blank stands here that is no delimiter: behind a quoted field it does not count. */
function isBlankBehind({ bytes, at, options }: Splitter): boolean {
  return (bytes[at] === SPACE || bytes[at] === TAB) && bytes[at] !== options.delimiter;
}

function readUnquoted(splitter: Splitter): void {
  const { bytes, options } = splitter;
  const { delimiter } = options;
  const { length } = bytes;
  let end = splitter.at;
  for (; end < length; end++) {
    const byte = bytes[end];
    if (byte === delimiter || byte === LF || byte === CR) break;
  }
  const isEmptyLine = splitter.fields === 0 && end === splitter.at && bytes[end] !== delimiter;
  if (!isEmptyLine) addField(splitter, splitter.at, end);
  splitter.at = end;
}

function readQuoted(splitter: Splitter): void {
  const { bytes, isLast, options } = splitter;
  const start = splitter.at + 1;
  let isDoubled = false;
  let end = bytes.indexOf(options.quote, start);
  while (end >= 0 && bytes[end + 1] === options.quote) {
    isDoubled = true;
    end = bytes.indexOf(options.quote, end + 2);
  }
  if (end < 0) {
    splitter.state = 'open';
    return;
  }
  splitter.at = end + 1;
  while (isBlankBehind(splitter)) splitter.at++;
  if (splitter.at === bytes.length && !isLast) {
    splitter.state = 'open';
    return;
  }
  if (!isLineEnd(splitter) && bytes[splitter.at] !== options.delimiter) {
    splitter.state = 'unusual';
    return;
  }
  for (let i = start; i < end; i++) {
    if (bytes[i] === LF || (bytes[i] === CR && bytes[i + 1] !== LF)) splitter.newlines++;
  }
  if (isDoubled) splitter.doubled.push(splitter.fields);
  addField(splitter, start, end);
}

function addField(splitter: Splitter, start: number, end: number): void {
  const place = splitter.before + splitter.fields++;
  if (place === splitter.starts.length) {
    splitter.starts = growInts(splitter.starts);
    splitter.ends = growInts(splitter.ends);
  }
  splitter.starts[place] = start;
  splitter.ends[place] = end;
}

/** Steps over a delimiter, with true, or over the end of a record. */
function hasNextField(splitter: Splitter): boolean {
  const { bytes, at, isLast, options } = splitter;
  const byte = bytes[at];
  const isOver = at >= bytes.length;
  if (!isLast && (isOver || (at + 1 >= bytes.length && byte !== LF))) splitter.state = 'cut';
  else if (!isOver && byte === options.delimiter) {
    splitter.at++;
    return true;
  } else {
    // The end of all data ends a record as a line end does.
    if (!isOver) splitter.at += byte === CR && bytes[at + 1] === LF ? 2 : 1;
    splitter.newlines++;
  }
  return false;
}

/** Makes doubled quotes of a field single, in place. */
function undouble({ bytes, options, starts, ends }: Splitter, field: number): void {
  const end = ends[field] ?? 0;
  let to = starts[field] ?? 0;
  for (let from = to; from < end; from++) {
    bytes[to++] = bytes[from] ?? 0;
    if (bytes[from] === options.quote) from++;
  }
  ends[field] = to;
}

const values = new Float64Array(MOST_RECORDS);
const forms = new Uint8Array(MOST_RECORDS);
const hashes = new Int32Array(MOST_RECORDS);

function numbersIn(
  { bytes, width, records, starts, ends }: RecordBlock,
  column: number,
): NumbersInBlock {
  let others = 0;
  for (let row = 0; row < records; row++) {
    const field = row * width + column;
    const form = readPlain(bytes, starts[field] ?? 0, ends[field] ?? 0);
    forms[row] = form;
    values[row] = plain.value;
    if (form === FORM.text) others++;
  }
  return { values: values.subarray(0, records), forms: forms.subarray(0, records), others };
}

function textsIn(
  { bytes, width, records, starts, ends }: RecordBlock,
  column: number,
): TextsInBlock {
  const texts = Array.from({ length: records }, (_, row) => {
    const field = row * width + column;
    return bytes.subarray(starts[field], ends[field]);
  });
  const offsets = new Int32Array(records + 1);
  for (const [row, text] of texts.entries()) offsets[row + 1] = (offsets[row] ?? 0) + text.length;
  return { bytes: Buffer.concat(texts), offsets };
}

function hashesIn(
  { bytes, width, records, starts, ends }: RecordBlock,
  column: number,
): Int32Array {
  for (let row = 0; row < records; row++) {
    const field = row * width + column;
    hashes[row] = textHash(bytes, starts[field] ?? 0, ends[field] ?? 0);
  }
  return hashes.subarray(0, records);
}
