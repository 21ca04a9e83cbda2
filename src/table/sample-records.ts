/** A record of a sample, and how many characters of it end with its line. */
export interface SampleRecord {
  readonly cells: readonly string[];
  readonly end: number;
}

/** The first records of a text. */
export interface Sample {
  readonly records: readonly SampleRecord[];
  /** Whether a quote is still open where the text ends. */
  readonly isOpen: boolean;
}

/**
 * The first records of a text under a delimiter and a quote, blank lines as records of one empty cell. Of a sample that is cut
 * off the last one, which may go on, does not count.
 */
export function sampleRecords(
  text: string,
  { delimiter, quote, isWhole }: { delimiter: string; quote: string; isWhole: boolean },
  most: number,
): Sample {
  const records: SampleRecord[] = [];
  let cells: string[] = [];
  let start = 0;
  let isQuoted = false;
  const endCell = (end: number) => {
    const cell = text.slice(start, end).trim();
    const isInQuotes = cell.length > 1 && cell.startsWith(quote) && cell.endsWith(quote);
    cells.push(isInQuotes ? cell.slice(1, -1) : cell);
    start = end + 1;
  };
  for (let at = 0; at < text.length && records.length < most; at++) {
    const character = text[at];
    if (character === quote) isQuoted = isQuoted ? false : opens(text, start, at, quote);
    else if (isQuoted) continue;
    else if (character === delimiter) endCell(at);
    else if (character === '\n' || character === '\r') {
      endCell(at);
      if (character === '\r' && text[at + 1] === '\n') at++;
      start = at + 1;
      records.push({ cells, end: start });
      cells = [];
    }
  }
  const isOver = start >= text.length && cells.length === 0;
  if ((isWhole || records.length === 0) && records.length < most && !isOver) {
    endCell(text.length);
    records.push({ cells, end: text.length });
  }
  return { records, isOpen: isQuoted };
}

/** Whether a quote begins a field, or goes on with one, as its second of two; inside others it is text. */
function opens(text: string, start: number, at: number, quote: string): boolean {
  const before = text.slice(start, at).trimStart();
  return before === '' || (before.startsWith(quote) && text[at - 1] === quote);
}

export function isBlank({ cells }: SampleRecord): boolean {
  return cells.length === 1 && cells[0] === '';
}
