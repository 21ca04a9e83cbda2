import { Stopped } from '../util/stopped.js';
import { createTermCounter } from './term-counter.js';
import type { TermKind } from './text-terms.js';
import type { TermRows } from './vocabulary.js';

/** Texts between two looks at whether to stop. */
const TEXTS_A_LOOK = 256;

/** The `most` commonest terms of texts that stand in so many rows each, and all that are as common as the last. */
export function countTerms(
  texts: readonly string[],
  times: Int32Array,
  kind: TermKind,
  { most, minRows }: { readonly most: number; readonly minRows: number },
  shouldStop: () => boolean,
): { readonly found: readonly TermRows[]; readonly forgottenRows: number } {
  const counter = createTermCounter();
  eachText(texts, shouldStop, (own, text) => {
    const rows = times[text] ?? 0;
    if (rows === 0) return;
    kind.visit(own, (high, low, start, end) => counter.add(high, low, text, rows, start, end));
  });
  const found = counter.commonest(most, minRows).map(({ text, start, end, rows }) => ({
    term: kind.written(texts[text] ?? '', start, end),
    rows,
  }));
  return { found, forgottenRows: counter.forgottenRows() };
}

/** Throws Stopped when it is told to stop. */
export function eachText(
  texts: readonly string[],
  shouldStop: () => boolean,
  visit: (text: string, place: number) => void,
): void {
  for (const [place, text] of texts.entries()) {
    if (place % TEXTS_A_LOOK === 0 && shouldStop()) throw new Stopped();
    visit(text, place);
  }
}
