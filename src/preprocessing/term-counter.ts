import { leastRows } from './vocabulary.js';

/** Terms that are counted at once, at most; the rarest are forgotten where there are more. */
const MOST_TERMS = 2 ** 18;

/** Where a term was met first, and in how many rows it was. */
export interface CountedTerm {
  readonly text: number;
  readonly start: number;
  readonly end: number;
  readonly rows: number;
}

/** Counts the rows of each term, by two hashes of it. */
export interface TermCounter {
  /** Counts a term of a text that stands in so many rows; the second time in a text tells nothing new. */
  add(high: number, low: number, text: number, times: number, start: number, end: number): void;
  /** Those in at least so many rows: the `most` commonest, and all that are as common as the last of them. */
  commonest(most: number, minRows: number): readonly CountedTerm[];
  /** Rows that the count of a term may lack, or those of one that is not known: 0 where nothing was forgotten. */
  forgottenRows(): number;
}

/** Whole numbers of one term, side by side. */
const WIDTH = 6;
const [HIGH, LOW, ROWS, TEXT, PLACE, SEEN] = [0, 1, 2, 3, 4, 5];
/** Terms that there is room for at first. */
const FIRST_ROOM = 512;

/** Terms side by side, and a hash table whose slots hold the place of a term plus 1, or 0. */
interface Terms {
  readonly data: Int32Array;
  readonly slots: Int32Array;
}

/**
 * A hash table of bounded memory, with open addressing. When it is full, terms of the fewest rows are forgotten until half
 * of it is free (lossy counting; Manku and Motwani 2002): only a term that is rarer than those can have lost rows.
 */
export function createTermCounter(mostTerms = MOST_TERMS): TermCounter {
  let room = Math.min(FIRST_ROOM, mostTerms + 1);
  let terms = emptyTerms(room);
  let [used, forgotten] = [0, 0];
  const makeRoom = () => {
    const { data } = terms;
    if (room <= mostTerms) {
      room = Math.min(2 * room, mostTerms + 1);
      terms = emptyTerms(room);
      terms.data.set(data);
    } else {
      const most = middleRows(data, used);
      forgotten += most;
      used = forget(data, used, most);
    }
    findAll(terms, used);
  };
  return {
    add(high, low, text, times, start, end) {
      const { data, slots } = terms;
      const slot = find(terms, high, low);
      const place = (slots[slot] as number) - 1;
      if (place >= 0) {
        const at = place * WIDTH;
        if (data[at + SEEN] === text) return;
        data[at + ROWS] = (data[at + ROWS] as number) + times;
        data[at + SEEN] = text;
        return;
      }
      const at = used * WIDTH;
      data[at + HIGH] = high;
      data[at + LOW] = low;
      data[at + ROWS] = times;
      data[at + TEXT] = text;
      data[at + PLACE] = packed(start, end);
      data[at + SEEN] = text;
      slots[slot] = ++used;
      if (used === room) makeRoom();
    },
    commonest: (most, minRows) => commonestOf(terms.data.subarray(0, used * WIDTH), most, minRows),
    forgottenRows: () => forgotten,
  };
}

/** At most two of three slots will be taken. */
function emptyTerms(room: number): Terms {
  let size = 16;
  while (2 * size < 3 * room) size *= 2;
  return { data: new Int32Array(room * WIDTH), slots: new Int32Array(size) };
}

/** Fills the slots anew with the places of so many terms. */
function findAll(terms: Terms, used: number): void {
  const { data, slots } = terms;
  slots.fill(0);
  for (let place = 0; place < used; place++) {
    const at = place * WIDTH;
    slots[find(terms, data[at + HIGH] as number, data[at + LOW] as number)] = place + 1;
  }
}

/** The slot of a term, or the free one where it belongs. */
function find({ data, slots }: Terms, high: number, low: number): number {
  const mask = slots.length - 1;
  let slot = (high ^ (low >>> 15)) & mask;
  for (;;) {
    const at = ((slots[slot] as number) - 1) * WIDTH;
    if (at < 0 || (data[at + HIGH] === high && data[at + LOW] === low)) return slot;
    slot = (slot + 1) & mask;
  }
}

/** So many rows or fewer have half of the terms. */
function middleRows(data: Int32Array, used: number): number {
  const rows = new Int32Array(used).map((_, place) => data[place * WIDTH + ROWS] as number);
  return rows.sort()[used >> 1] ?? 1;
}

/** Moves the terms of more rows together; returns how many there are. */
function forget(data: Int32Array, used: number, most: number): number {
  let kept = 0;
  for (let at = 0; at < used * WIDTH; at += WIDTH) {
    if ((data[at + ROWS] as number) > most) data.copyWithin(kept++ * WIDTH, at, at + WIDTH);
  }
  return kept;
}

/** Two places in a text in one number: a text is read to a few thousand characters, and a run may begin before it. */
function packed(start: number, end: number): number {
  return ((start + 1) << 16) | (end + 1);
}

function commonestOf(data: Int32Array, most: number, minRows: number): readonly CountedTerm[] {
  if (most === 0) return [];
  const count = data.length / WIDTH;
  const rows = new Int32Array(count).map((_, place) => data[place * WIDTH + ROWS] as number);
  const least = leastRows(rows, most, minRows);
  const terms: CountedTerm[] = [];
  for (let place = 0; place < count; place++) {
    if ((rows[place] as number) < least) continue;
    const at = place * WIDTH;
    const where = data[at + PLACE] as number;
    terms.push({
      text: data[at + TEXT] as number,
      start: (where >>> 16) - 1,
      end: (where & 0xffff) - 1,
      rows: data[at + ROWS] as number,
    });
  }
  return terms;
}
