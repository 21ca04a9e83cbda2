const DELIMITERS = [',', ';', '\t', '|'] as const;
const RECORDS = 50;

/** How fields are told apart, and what is put around those that hold a delimiter or a line end. */
export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
}

/** The dialect under which the first records fall into the most even rows; double quotes unless others stand there. */
export function detectDialect(sample: string): Dialect {
  const scored = quotesOf(sample).flatMap((quote) =>
    DELIMITERS.map((delimiter) => {
      const dialect = { delimiter, quote };
      return { dialect, score: evenness(sample, dialect) };
    }),
  );
  return scored.reduce((a, b) => (b.score > a.score ? b : a)).dialect;
}

/** Single quotes come into question where fields begin and end with them and no field begins with a double one. */
function quotesOf(sample: string): readonly string[] {
  const isDouble = /(?:^|[,;\t|\n\r])\s*"/.test(sample);
  const isSingle = /(?:^|[,;\t|\n\r])'[^'\n\r]*'(?:[,;\t|\n\r]|$)/.test(sample);
  return isSingle && !isDouble ? ["'", '"'] : ['"'];
}

/** Share of records with as many fields as the first, plus a little for more fields; 0 where that has one field. */
function evenness(sample: string, dialect: Dialect): number {
  const counts = fieldCounts(sample, dialect);
  const fields = counts[0] ?? 1;
  if (fields < 2) return 0;
  const records = counts.filter((count) => count === fields).length;
  return records / counts.length + Math.min(fields, 1000) / 10_000;
}

/** Fields of each of the first records, quotes respected; a last record without its end does not count. */
function fieldCounts(sample: string, { delimiter, quote }: Dialect): number[] {
  const counts: number[] = [];
  let fields = 1;
  let quoted = false;
  let empty = true;
  for (let i = 0; i < sample.length && counts.length < RECORDS; i++) {
    const character = sample[i];
    if (character === quote) quoted = !quoted;
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

/** Whether blanks before a field do not count: not where a tab may be an empty field. */
export function trims({ delimiter }: Dialect): boolean {
  return delimiter !== '\t';
}
