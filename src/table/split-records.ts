import { growInts } from './grow.js';

/** What the splitter knows of the dialect, as bytes. */
export interface SplitOptions {
  readonly delimiter: number;
  readonly quote: number;
  /** Whether blanks before a field do not count. */
  readonly trims: boolean;
}

/**
 * Where the splitter is. Between records `fields` of them lie in `bytes` from `starts` to `ends`; `line` is the one on
 * which the record ended. What stopped it: 'cut' and 'open' want more bytes, 'unusual' is for csv-parse.
 */
export interface Splitter {
  readonly options: SplitOptions;
  bytes: Buffer;
  isLast: boolean;
  at: number;
  fields: number;
  starts: Int32Array<ArrayBuffer>;
  ends: Int32Array<ArrayBuffer>;
  /** Fields of the record that hold doubled quotes. */
  doubled: number[];
  newlines: number;
  line: number;
  state: 'done' | 'cut' | 'open' | 'unusual';
}

const [LF, CR, SPACE, TAB] = [10, 13, 32, 9];

export function createSplitter(options: SplitOptions): Splitter {
  return {
    options,
    bytes: Buffer.alloc(0),
    isLast: false,
    at: 0,
    fields: 0,
    starts: new Int32Array(64),
    ends: new Int32Array(64),
    doubled: [],
    newlines: 0,
    line: 0,
    state: 'done',
  };
}

/**
 * Gives every whole record in `bytes` to `onRecord`, and returns where the first one begins that it did not: records of
 * unquoted fields, and of quoted ones with doubled quotes inside, as RFC 4180 has them. Any of \n, \r\n and \r ends a
 * record; empty lines are none. Quoted fields of a record that was given are changed in place.
 */
export function splitRecords(
  splitter: Splitter,
  bytes: Buffer,
  isLast: boolean,
  onRecord: () => void,
): number {
  Object.assign(splitter, { bytes, isLast, at: 0, state: 'done' });
  let taken = 0;
  while (splitter.at < bytes.length) {
    readRecord(splitter);
    if (splitter.state !== 'done') return taken;
    splitter.line += splitter.newlines;
    for (const field of splitter.doubled) undouble(splitter, field);
    if (splitter.fields > 0) onRecord();
    taken = splitter.at;
  }
  return taken;
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
    if (splitter.at > at && splitter.fields === 0 && isLineEnd(splitter))
      splitter.state = 'unusual';
    else if (bytes[splitter.at] === quote) readQuoted(splitter);
    else readUnquoted(splitter);
  } while (splitter.state === 'done' && hasNextField(splitter));
}

function isLineEnd({ bytes, at }: Splitter): boolean {
  return at >= bytes.length || bytes[at] === LF || bytes[at] === CR;
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
  if (end < 0 || (end + 1 === bytes.length && !isLast)) {
    splitter.state = 'open';
    return;
  }
  splitter.at = end + 1;
  if (!isLineEnd(splitter) && bytes[end + 1] !== options.delimiter) {
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
  if (splitter.fields === splitter.starts.length) {
    splitter.starts = growInts(splitter.starts);
    splitter.ends = growInts(splitter.ends);
  }
  splitter.starts[splitter.fields] = start;
  splitter.ends[splitter.fields++] = end;
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
  } else if (!isOver) {
    splitter.at += byte === CR && bytes[at + 1] === LF ? 2 : 1;
    splitter.newlines++;
  }
  return false;
}

/** Makes doubled quotes of a field single. */
function undouble(splitter: Splitter, field: number): void {
  const { bytes, options, starts, ends } = splitter;
  const end = ends[field] ?? 0;
  let to = starts[field] ?? 0;
  for (let from = to; from < end; from++) {
    bytes[to++] = bytes[from] ?? 0;
    if (bytes[from] === options.quote) from++;
  }
  ends[field] = to;
}
