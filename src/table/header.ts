import { cleanText } from '../util/clean-text.js';

/** Clean names, each used once: an empty one is named by its place, a repeated one gets a number. */
export function uniqueNames(header: readonly string[]): {
  names: string[];
  repeated: string[];
  notes: string[];
} {
  const notes: string[] = [];
  const taken = new Set<string>();
  // From where on numbers are free: thousands of columns may have one name.
  const next = new Map<string, number>();
  const texts = header.map(cleanText);
  const all = new Set(texts);
  const names = texts.map((written, i) => {
    const base = written || `column_${i + 1}`;
    let name = base;
    // A name that another column bears is not given away: the label may be told by it.
    const isTaken = () => taken.has(name) || (name !== written && all.has(name));
    for (let n = next.get(base) ?? 2; isTaken(); n++) {
      name = `${base}_${n}`;
      next.set(base, n + 1);
    }
    taken.add(name);
    if (name !== written) {
      notes.push(
        `column ${i + 1} has ${written ? 'the repeated name' : 'no name'}: it is "${name}"`,
      );
    }
    return name;
  });
  const first = new Map<string, number>();
  for (const [i, text] of texts.entries()) if (!first.has(text)) first.set(text, i);
  const repeated = texts.filter((text, i) => text !== '' && (first.get(text) ?? i) < i);
  return { names, repeated, notes };
}

/** The names of columns without a header: c1, c2, … */
export function placeNames(columns: number): string[] {
  return Array.from({ length: columns }, (_, i) => `c${i + 1}`);
}

/** Whether the names look like a row of data: at least half of them are numbers. */
export function looksLikeData(header: readonly string[]): boolean {
  const numbers = header.filter((text) => text.trim() !== '' && Number.isFinite(Number(text)));
  return numbers.length > 0 && numbers.length >= header.length / 2;
}
