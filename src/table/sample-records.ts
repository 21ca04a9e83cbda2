/** A record of a sample, and how many characters of it end with its line. */
export interface SampleRecord {
  readonly cells: readonly string[];
  readonly end: number;
}

/**
 * The first records of a text under a delimiter and a quote, blank lines as records of one empty cell; of a sample that is
 * cut off the last one, which may go on, does not count.
 */
export function sampleRecords(
  text: string,
  delimiter: string,
  quote: string,
  most: number,
): readonly SampleRecord[] {
  const records: SampleRecord[] = [];
  let cells: string[] = [];
  let start = 0;
  let isQuoted = false;
  const endCell = (end: number) => {
    const cell = text.slice(start, end).trim();
    const isWhole = cell.length > 1 && cell.startsWith(quote) && cell.endsWith(quote);
    cells.push(isWhole ? cell.slice(1, -1) : cell);
  };
  for (let at = 0; at < text.length && records.length < most; at++) {
    const character = text[at];
    if (character === quote) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === delimiter) {
      endCell(at);
      start = at + 1;
    } else if (character === '\n' || character === '\r') {
      endCell(at);
      if (character === '\r' && text[at + 1] === '\n') at++;
      start = at + 1;
      records.push({ cells, end: start });
      cells = [];
    }
  }
  if (start < text.length && records.length === 0) {
    endCell(text.length);
    records.push({ cells, end: text.length });
  }
  return records;
}

export function isBlank({ cells }: SampleRecord): boolean {
  return cells.length === 1 && cells[0] === '';
}
