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

/** Whole numbers of one slot, side by side. */
const WIDTH = 6;
const [HIGH, LOW, ROWS, TEXT, START, END] = [0, 1, 2, 3, 4, 5];
/** Slots of WIDTH numbers, and in `seen` the text in which each slot's term was met last. */
interface Slots {
  readonly data: Int32Array;
  readonly seen: Int32Array;
}

/**
 * A hash table of bounded memory, with open addressing. When it is full, terms of the fewest rows are forgotten until half
 * of it is free (lossy counting; Manku and Motwani 2002): only a term that is rarer than those can have lost rows.
 */
export function createTermCounter(mostTerms = MOST_TERMS): TermCounter {
  let slots = emptySlots(1024);
  let [used, forgotten] = [0, 0];
  const rebuild = (size: number, least: number) => {
    const old = slots;
    slots = emptySlots(size);
    used = 0;
    for (let from = 0; from < old.data.length; from += WIDTH) {
      if ((old.data[from + ROWS] as number) < least) continue;
      const [high, low] = [old.data[from + HIGH] as number, old.data[from + LOW] as number];
      const slot = find(slots, high, low);
      slots.data.set(old.data.subarray(from, from + WIDTH), slot * WIDTH);
      slots.seen[slot] = old.seen[from / WIDTH] as number;
      used++;
    }
  };
  const makeRoom = () => {
    const size = slots.seen.length;
    if (used < mostTerms) return rebuild(2 * size, 1);
    const most = middleRows(slots, used);
    forgotten += most;
    rebuild(size, 1 + most);
  };
  return {
    add(high, low, text, times, start, end) {
      const slot = find(slots, high, low);
      const at = slot * WIDTH;
      const { data, seen } = slots;
      const rows = data[at + ROWS] as number;
      if (rows > 0) {
        if (seen[slot] === text) return;
        data[at + ROWS] = rows + times;
        seen[slot] = text;
        return;
      }
      data[at + HIGH] = high;
      data[at + LOW] = low;
      data[at + ROWS] = times;
      data[at + TEXT] = text;
      data[at + START] = start;
      data[at + END] = end;
      seen[slot] = text;
      if (++used * 2 > slots.seen.length) makeRoom();
    },
    commonest: (most, minRows) => commonestOf(slots, most, minRows),
    forgottenRows: () => forgotten,
  };
}

function emptySlots(size: number): Slots {
  return { data: new Int32Array(size * WIDTH), seen: new Int32Array(size) };
}

/** The slot of a term, or the free one where it belongs. */
function find({ data, seen }: Slots, high: number, low: number): number {
  const mask = seen.length - 1;
  let slot = (high ^ (low >>> 15)) & mask;
  for (;;) {
    const at = slot * WIDTH;
    if (data[at + ROWS] === 0) return slot;
    if (data[at + HIGH] === high && data[at + LOW] === low) return slot;
    slot = (slot + 1) & mask;
  }
}

/** So many rows or fewer have half of the terms. */
function middleRows({ data }: Slots, used: number): number {
  const rows = new Int32Array(used);
  let count = 0;
  for (let at = 0; at < data.length; at += WIDTH) {
    const own = data[at + ROWS] as number;
    if (own > 0) rows[count++] = own;
  }
  return rows.sort()[used >> 1] ?? 1;
}

function commonestOf({ data }: Slots, most: number, minRows: number): readonly CountedTerm[] {
  if (most === 0) return [];
  const rows = new Int32Array(data.length / WIDTH).map((_, slot) => data[slot * WIDTH + ROWS] ?? 0);
  const least = leastRows(rows, most, minRows);
  const terms: CountedTerm[] = [];
  for (let at = 0; at < data.length; at += WIDTH) {
    const own = data[at + ROWS] as number;
    if (own < least) continue;
    const [text, start, end] = [data[at + TEXT], data[at + START], data[at + END]];
    terms.push({ text: text as number, start: start as number, end: end as number, rows: own });
  }
  return terms;
}
