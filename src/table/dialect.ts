const DELIMITERS = [',', ';', '\t', '|'] as const;
const RECORDS = 50;

/** The delimiter under which the first records fall into the most even rows. */
export function detectDelimiter(sample: string): string {
  const scored = DELIMITERS.map((delimiter) => ({ delimiter, score: evenness(sample, delimiter) }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return best.delimiter;
}

/** Share of records that have the commonest count of fields, plus a little for more fields; 0 for one field. */
function evenness(sample: string, delimiter: string): number {
  const counts = fieldCounts(sample, delimiter);
  const tally = new Map<number, number>();
  for (const count of counts) tally.set(count, (tally.get(count) ?? 0) + 1);
  const [fields, records] = [...tally].reduce((a, b) => (b[1] > a[1] ? b : a), [1, 0]);
  if (fields < 2) return 0;
  return records / counts.length + Math.min(fields, 1000) / 10_000;
}

/** Fields of each of the first records, quotes respected; a last record without its end does not count. */
function fieldCounts(sample: string, delimiter: string): number[] {
  const counts: number[] = [];
  let fields = 1;
  let quoted = false;
  let empty = true;
  for (let i = 0; i < sample.length && counts.length < RECORDS; i++) {
    const character = sample[i];
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === delimiter) fields++;
    else if (!quoted && (character === '\n' || character === '\r')) {
      if (!empty) counts.push(fields);
      fields = 1;
      empty = true;
      continue;
    }
    empty = false;
  }
  if (counts.length === 0) counts.push(fields);
  return counts;
}
