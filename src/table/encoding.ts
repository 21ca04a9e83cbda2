import { isUtf8 } from 'node:buffer';
import { AutofitError } from '../util/errors.js';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** The longest sequence of bytes that may be cut off at the end of a sample. */
const LONGEST_SEQUENCE = 4;
const BYTE_ORDER_MARK = Buffer.of(0xef, 0xbb, 0xbf);

/**
 * How the text of a file is encoded, by its first bytes: UTF-16 says so, and what is no UTF-8 is Latin-1 (in the
 * form that Windows writes, whose signs between 128 and 159 are printable).
 */
export function detectEncoding(sample: Uint8Array): TextEncoding {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  for (let cut = 0; cut < LONGEST_SEQUENCE; cut++) {
    if (isUtf8(sample.subarray(0, Math.max(0, sample.length - cut)))) return 'utf-8';
  }
  return 'windows-1252';
}

/** Thrown where bytes are found that the encoding does not know, behind the sample that showed it. */
export class NotThisEncoding extends Error {}

/** The stream as UTF-8 without byte-order mark. Throws NotThisEncoding, and an AutofitError where it is no text. */
export async function* asUtf8(
  chunks: AsyncIterable<Buffer>,
  encoding: TextEncoding,
  source: string,
): AsyncGenerator<Buffer> {
  const checked = encoding.startsWith('utf-16') ? chunks : withoutNul(chunks, source);
  yield* encoding === 'utf-8' ? wholeCharacters(checked) : transcoded(checked, encoding, source);
}

async function* withoutNul(chunks: AsyncIterable<Buffer>, source: string): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    const nul = chunk.indexOf(0);
    if (nul >= 0) throw notText(source, bytes + nul);
    bytes += chunk.length;
    yield chunk;
  }
}

/** The same bytes, cut between characters. */
async function* wholeCharacters(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isFirst = true;
  let tail: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk;
    const end = bytes.length - cutOff(bytes);
    const start = isFirst && bytes.indexOf(BYTE_ORDER_MARK) === 0 ? BYTE_ORDER_MARK.length : 0;
    const whole = bytes.subarray(start, end);
    if (!isUtf8(whole)) throw new NotThisEncoding('utf-8');
    if (whole.length > 0) yield whole;
    isFirst &&= end === 0;
    tail = bytes.subarray(end);
  }
  if (tail.length > 0) throw new NotThisEncoding('utf-8');
}

/** How many bytes at the end begin a character that goes on behind them. */
function cutOff(bytes: Buffer): number {
  for (let back = 1; back < LONGEST_SEQUENCE && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

async function* transcoded(
  chunks: AsyncIterable<Buffer>,
  encoding: TextEncoding,
  source: string,
): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of chunks) yield Buffer.from(decoded(decoder, chunk, true, source));
  const rest = decoded(decoder, new Uint8Array(), false, source);
  if (rest !== '') yield Buffer.from(rest);
}

/** Of UTF-16, which said so by its mark, some bytes may be no characters. */
function decoded(decoder: TextDecoder, chunk: Uint8Array, stream: boolean, source: string): string {
  try {
    return decoder.decode(chunk, { stream });
  } catch {
    const found = `${source} begins as UTF-16 and goes on as something else, or is cut off`;
    throw new AutofitError('NOT_TEXT', `${found}.`, {
      file: source,
      hint: 'Save or download it again, best as UTF-8.',
    });
  }
}

function notText(source: string, byte: number): AutofitError {
  return new AutofitError('NOT_TEXT', `${source} is no text: byte ${byte + 1} is 0.`, {
    file: source,
    hint: 'Give CSV, JSON Lines or Parquet; text in UTF-16 needs a byte-order mark.',
  });
}
