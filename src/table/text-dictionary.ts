import { AutofitError } from '../util/errors.js';
import { growBytes, growInts } from './grow.js';

/** Beyond so many texts, of which most are in one row, none is looked up any more. */
const MANY_TEXTS = 65_536;
/** Of the texts so far, as many must be new for others to be so too. */
const NEARLY_ALL = 0.9;
const LARGEST = 2 ** 31 - 1;
/** Places that are looked at for a text: more are only passed where texts were made to have one hash. */
const MOST_PASSED = 4096;
/** Longer ones may be refused. */
const LONGEST_STRING = 2 ** 28;

/**
 * Texts as bytes, each with a code by its place, behind a hash table with open addressing (FNV-1a; Fowler, Noll and
 * Vo 1991). A text that comes after most texts were new may be there twice.
 */
export interface TextDictionary {
  arena: Buffer<ArrayBuffer>;
  offsets: Int32Array<ArrayBuffer>;
  /** Codes by hash, −1 where none is; empty when nothing is looked up any more. */
  slots: Int32Array<ArrayBuffer>;
  /** Hashes by code. */
  hashes: Int32Array<ArrayBuffer>;
  count: number;
  lookups: number;
}

export function createTextDictionary(): TextDictionary {
  return {
    arena: Buffer.allocUnsafeSlow(64),
    offsets: new Int32Array(16),
    slots: new Int32Array(32).fill(-1),
    hashes: new Int32Array(16),
    count: 0,
    lookups: 0,
  };
}

/** The code of the text in `bytes` from start to end, which is added if it is new; its hash may be known. */
export function codeOf(
  texts: TextDictionary,
  bytes: Buffer,
  start: number,
  end: number,
  hash = texts.slots.length === 0 ? 0 : textHash(bytes, start, end),
): number {
  if (texts.slots.length === 0) return append(texts, bytes, start, end);
  texts.lookups++;
  const { slots, hashes } = texts;
  const mask = slots.length - 1;
  let slot = hash & mask;
  for (let passed = 0; slots[slot] !== -1; slot = (slot + 1) & mask) {
    const code = slots[slot] ?? 0;
    if (hashes[code] === hash && isAt(texts, code, bytes, start, end)) return code;
    if (++passed > MOST_PASSED) {
      forgetTexts(texts);
      return append(texts, bytes, start, end);
    }
  }
  slots[slot] = texts.count;
  const code = append(texts, bytes, start, end);
  if (code === texts.hashes.length) texts.hashes = growInts(texts.hashes);
  texts.hashes[code] = hash;
  if (texts.count > MANY_TEXTS && texts.count > texts.lookups / 2) forgetTexts(texts);
  else if (texts.count * 2 > slots.length) rehash(texts);
  return code;
}

/** Looks nothing up any more. */
export function forgetTexts(texts: TextDictionary): void {
  texts.slots = new Int32Array(0);
  texts.hashes = new Int32Array(0);
}

/** All texts by code. */
export function textsIn({ arena, offsets, count }: TextDictionary): string[] {
  const bytes = arena.subarray(0, offsets[count]);
  const all = bytes.length > LONGEST_STRING ? '' : bytes.toString();
  // Where each byte is a character, texts are parts of one string, which are had far sooner than strings of their own.
  const texts = new Array<string>(count);
  const isPlain = all.length === bytes.length;
  for (let code = 0; code < count; code++) {
    const [start = 0, end = 0] = [offsets[code], offsets[code + 1]];
    texts[code] = isPlain ? all.slice(start, end) : bytes.toString('utf8', start, end);
  }
  return texts;
}

function isAt(
  { arena, offsets }: TextDictionary,
  code: number,
  bytes: Buffer,
  start: number,
  end: number,
): boolean {
  const from = offsets[code] ?? 0;
  if ((offsets[code + 1] ?? 0) - from !== end - start) return false;
  for (let i = start; i < end; i++) if (bytes[i] !== arena[from + i - start]) return false;
  return true;
}

/** FNV-1a, its upper bits mixed into the lower ones. */
export function textHash(bytes: Buffer, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}

function append(texts: TextDictionary, bytes: Buffer, start: number, end: number): number {
  const from = texts.offsets[texts.count] ?? 0;
  const to = from + end - start;
  if (checkedSize(to) > texts.arena.length) texts.arena = growBytes(texts.arena, to);
  const { arena } = texts;
  for (let i = start; i < end; i++) arena[from + i - start] = bytes[i] ?? 0;
  if (texts.count + 2 > texts.offsets.length) texts.offsets = growInts(texts.offsets);
  texts.offsets[texts.count + 1] = to;
  return texts.count++;
}

export function looksNothingUp({ slots }: TextDictionary): boolean {
  return slots.length === 0;
}

/** Bytes of so many times the texts, where nearly all are new; else of those that there are. */
export function bytesOfTexts({ count, lookups, offsets }: TextDictionary, factor: number): number {
  const own = (offsets[count] ?? 0) + 4 * count;
  return count < NEARLY_ALL * lookups ? own : own * factor;
}

/** Makes room for so many times the texts, where nearly all are new. */
export function reserveTexts(texts: TextDictionary, factor: number): void {
  const { count, lookups, arena, offsets } = texts;
  const used = offsets[count] ?? 0;
  const bytes = Math.ceil(used * factor);
  if (count < NEARLY_ALL * lookups || bytes > LARGEST) return;
  if (bytes > arena.length) texts.arena = growBytes(arena, bytes);
  const places = Math.ceil(count * factor) + 2;
  if (places > offsets.length) texts.offsets = growInts(offsets, places);
}

/** Adds texts that are not looked up, the bytes of all and where each begins, and returns the code of the first. */
export function appendTexts(texts: TextDictionary, arena: Uint8Array, offsets: Int32Array): number {
  const first = texts.count;
  const from = texts.offsets[first] ?? 0;
  const added = offsets.length - 1;
  const to = checkedSize(from + arena.length);
  if (to > texts.arena.length) texts.arena = growBytes(texts.arena, to);
  texts.arena.set(arena, from);
  texts.count = first + added;
  if (texts.count >= texts.offsets.length) texts.offsets = growInts(texts.offsets, texts.count + 1);
  const places = texts.offsets;
  for (let i = 1; i <= added; i++) places[first + i] = from + (offsets[i] as number);
  return first;
}

function checkedSize(bytes: number): number {
  if (bytes <= LARGEST) return bytes;
  throw new AutofitError('TOO_LARGE', 'A column holds more than 2 GiB of text.');
}

function rehash(texts: TextDictionary): void {
  const slots = new Int32Array(texts.slots.length * 2).fill(-1);
  const mask = slots.length - 1;
  for (let code = 0; code < texts.count; code++) {
    let slot = (texts.hashes[code] ?? 0) & mask;
    while (slots[slot] !== -1) slot = (slot + 1) & mask;
    slots[slot] = code;
  }
  texts.slots = slots;
}
