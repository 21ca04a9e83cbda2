const BLANKS = /("[^"\n]*")|[ \t]+/g;

/** The text with a tab for each run of blanks outside quotes, and none around lines. */
export function tabbed(text: string): string {
  return text
    .replace(/^[ \t]+|[ \t]+$/gm, '')
    .replace(BLANKS, (_, quoted: string | undefined) => quoted ?? '\t');
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
