import { AutofitError } from '../util/errors.js';
import { formatBytes } from '../util/format-bytes.js';

const [LF, CR] = [0x0a, 0x0d];
/** A longer line is no row: the largest picture in base64 is shorter, and no text can be much longer. */
const LONGEST_LINE = 1 << 27;

/**
 * The lines of UTF-8 without their ends, any of \n, \r\n and \r; behind the last one there may be none. Throws an AutofitError for one that goes on and on.
 */
export async function* textLines(
  chunks: AsyncIterable<Buffer>,
  source: string,
  longest = LONGEST_LINE,
): AsyncGenerator<string> {
  let held: Buffer[] = [];
  let [length, line] = [0, 1];
  let isBehindCr = false;
  const take = (part: Buffer): string => {
    const text = held.length === 0 ? part.toString() : Buffer.concat([...held, part]).toString();
    [held, length] = [[], 0];
    line++;
    return text;
  };
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue;
    let at: number = isBehindCr && chunk[0] === LF ? 1 : 0;
    let [lf, cr] = [chunk.indexOf(LF, at), chunk.indexOf(CR, at)];
    isBehindCr = false;
    while (lf >= 0 || cr >= 0) {
      const end = cr < 0 || (lf >= 0 && lf < cr) ? lf : cr;
      yield take(chunk.subarray(at, end));
      at = end + 1;
      if (end === cr) {
        if (chunk[at] === LF) at++;
        isBehindCr = at === chunk.length && end === at - 1;
        cr = chunk.indexOf(CR, at);
      }
      if (lf >= 0 && lf < at) lf = chunk.indexOf(LF, at);
    }
    held.push(chunk.subarray(at));
    length += chunk.length - at;
    if (length > longest) throw longLine(source, line, longest);
  }
  if (length > 0) yield take(Buffer.alloc(0));
}

function longLine(source: string, line: number, longest: number): AutofitError {
  const message = `${source}, line ${line}: it has more than ${formatBytes(longest)}.`;
  return new AutofitError('LONG_RECORD', message, {
    file: source,
    line,
    hint: 'End each row with \\n.',
  });
}
