import { flagsAt, SPACE, UNSPACED, WORD } from './character-flags.js';

/** Gets two hashes of a term, and where it lies in the text; a run may begin before the text and end behind it. */
export type VisitTerm = (high: number, low: number, start: number, end: number) => void;

/** A kind of term: how the terms of a text in lower case are found, and written. */
export interface TermKind {
  readonly visit: (text: string, visit: VisitTerm) => void;
  /** The term that lies between two places. */
  readonly written: (text: string, start: number, end: number) => string;
}

/** Words, and pairs of neighbours with a space between them. */
export const wordTerms: TermKind = {
  visit(text, visit) {
    let [beforeHigh, beforeLow, beforeStart] = [0, 0, -1];
    for (let place = 0; place < text.length; place++) {
      if (!(flagsAt(text, place) & WORD)) continue;
      const start = place;
      let [high, low] = [HIGH, LOW];
      let pairHigh = nextHigh(beforeHigh, BLANK);
      let pairLow = nextLow(beforeLow, BLANK);
      for (; place < text.length && flagsAt(text, place) & WORD; place++) {
        const unit = text.charCodeAt(place);
        high = nextHigh(high, unit);
        low = nextLow(low, unit);
        pairHigh = nextHigh(pairHigh, unit);
        pairLow = nextLow(pairLow, unit);
      }
      visit(high, low, start, place);
      if (beforeStart >= 0) visit(pairHigh, pairLow, beforeStart, place);
      [beforeHigh, beforeLow, beforeStart] = [high, low, start];
    }
  },
  written(text, start, end) {
    let written = '';
    for (let place = start; place < end; place++) {
      const isWord = (flagsAt(text, place) & WORD) !== 0;
      if (isWord) written += text[place];
      else if (!written.endsWith(' ')) written += ' ';
    }
    return written;
  },
};

const SHORTEST = 3;
const LONGEST = 5;
/** Runs that begin with a character of a script without blanks are as short as its words. */
const SHORTER_BY = 2;
const FIRST_UNSPACED = 0x0e00;

/**
 * Runs of 3 to 5 characters of each word between white space, with a space on either side of it; of 1 to 3 where they begin
 * with a character of a script without blanks.
 */
export const characterTerms: TermKind = {
  visit(text, visit) {
    for (let place = 0; place < text.length; place++) {
      if (isSpace(text, place)) continue;
      const first = place - 1;
      while (place < text.length && !isSpace(text, place)) place++;
      const last = place;
      for (let start = first; start < last; start++) {
        const shorter = start > first && isUnspaced(text, start) ? SHORTER_BY : 0;
        if (start + SHORTEST - shorter > last + 1) continue;
        let [high, low] = [HIGH, LOW];
        const most = Math.min(start + LONGEST - shorter, last + 1);
        for (let at = start; at < most; at++) {
          const unit = at < first + 1 || at >= last ? BLANK : text.charCodeAt(at);
          high = nextHigh(high, unit);
          low = nextLow(low, unit);
          if (at - start >= SHORTEST - shorter - 1) visit(high, low, start, at + 1);
        }
      }
    }
  },
  written(text, start, end) {
    let written = '';
    for (let place = start; place < end; place++) {
      const isOutside = place < 0 || place >= text.length || isSpace(text, place);
      written += isOutside ? ' ' : text[place];
    }
    return written;
  },
};

/** The first of them is looked at by its code alone: most texts have none. */
function isUnspaced(text: string, place: number): boolean {
  return text.charCodeAt(place) >= FIRST_UNSPACED && (flagsAt(text, place) & UNSPACED) !== 0;
}

function isSpace(text: string, place: number): boolean {
  return (flagsAt(text, place) & SPACE) !== 0;
}

const BLANK = 32;
const HIGH = 0x811c9dc5 | 0;
const LOW = 0x2545f491;

/** FNV-1a over code units (Fowler, Noll and Vo 1991). */
function nextHigh(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** Another one, of rotated bits: terms that both hashes take for one are not met. */
function nextLow(hash: number, unit: number): number {
  const mixed = Math.imul(hash ^ unit, 0x85ebca6b);
  return (mixed << 13) | (mixed >>> 19);
}

/** The two hashes of a written term: those that `visit` gives for it. */
export function termHashes(term: string): { readonly high: number; readonly low: number } {
  let [high, low] = [HIGH, LOW];
  for (let place = 0; place < term.length; place++) {
    const unit = term.charCodeAt(place);
    high = nextHigh(high, unit);
    low = nextLow(low, unit);
  }
  return { high, low };
}
