/** What a text looks like, before it is read: one array of numbers each, and their names. */
export function textCounts(x: readonly string[]): {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
} {
  const share = (pattern: RegExp) => (text: string) =>
    (text.match(pattern)?.length ?? 0) / Math.max(1, text.length);
  const counts: readonly (readonly [string, (text: string) => number])[] = [
    ['characters (log)', (text) => Math.log1p(text.length)],
    ['words (log)', (text) => Math.log1p(text.split(/\s+/).filter(Boolean).length)],
    ['share of digits', share(/\p{N}/gu)],
    ['share of capitals', share(/\p{Lu}/gu)],
    ['share of punctuation', share(/[\p{P}\p{S}]/gu)],
  ];
  return {
    names: counts.map(([name]) => name),
    columns: counts.map(([, of]) => Float64Array.from(x, of)),
  };
}
