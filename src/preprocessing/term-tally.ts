import { type TermKind, termHashes } from './text-terms.js';

/** Counts known terms in one text after the other. */
export interface TermTally {
  /** How often the text has the term of each column, while it is visited. */
  readonly counts: Int32Array;
  /** Calls `use` with the columns of the known terms of a text, ascending. */
  visit(text: string, use: (columns: Int32Array) => void): void;
}

/** The arrays that it counts in are used again for each text. */
export function createTermTally(terms: readonly string[], kind: TermKind): TermTally {
  const columnOf = termColumns(terms);
  const counts = new Int32Array(terms.length);
  const met = new Int32Array(terms.length);
  return {
    counts,
    visit(text, use) {
      let count = 0;
      kind.visit(text, (high, low) => {
        const column = columnOf(high, low);
        if (column < 0) return;
        if (counts[column] === 0) met[count++] = column;
        counts[column] = (counts[column] as number) + 1;
      });
      const columns = met.subarray(0, count).sort();
      use(columns);
      for (const column of columns) counts[column] = 0;
    },
  };
}

/** Finds a term's column by its two hashes; −1 for one that is not known. */
function termColumns(terms: readonly string[]): (high: number, low: number) => number {
  let size = 16;
  while (size < 2 * terms.length) size *= 2;
  const slots = new Int32Array(3 * size);
  for (const [column, term] of terms.entries()) {
    const { high, low } = termHashes(term);
    let slot = high & (size - 1);
    while (slots[3 * slot + 2] !== 0) slot = (slot + 1) & (size - 1);
    slots.set([high, low, column + 1], 3 * slot);
  }
  return (high, low) => {
    let slot = high & (size - 1);
    for (;;) {
      const column = (slots[3 * slot + 2] as number) - 1;
      if (column < 0) return -1;
      if (slots[3 * slot] === high && slots[3 * slot + 1] === low) return column;
      slot = (slot + 1) & (size - 1);
    }
  };
}
