const BLANKS = /("[^"\n]*")|[ \t]+/g;

/** The text with a tab for each run of blanks outside quotes, and none around lines. */
export function tabbed(text: string): string {
  return text
    .replace(/[ \t]+/g, (run, at: number) =>
      isLineEnd(text[at - 1]) || isLineEnd(text[at + run.length]) ? '' : run,
    )
    .replace(BLANKS, (_, quoted: string | undefined) => quoted ?? '\t');
}

function isLineEnd(character: string | undefined): boolean {
  return character === undefined || /[\n\r\u2028\u2029]/.test(character);
}

/** The same of chunks of text, line by line. */
export async function* tabbedLines(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, undefined> {
  let rest = '';
  for await (const chunk of chunks) {
    const text = rest + chunk.toString();
    const end = text.lastIndexOf('\n') + 1;
    rest = text.slice(end);
    if (end > 0) yield Buffer.from(tabbed(text.slice(0, end)));
  }
  if (rest !== '') yield Buffer.from(tabbed(rest));
  return undefined;
}
