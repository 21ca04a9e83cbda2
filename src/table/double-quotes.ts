import { type Dialect, trims } from './dialect.js';

const [LF, CR, SPACE, TAB, BACKSLASH] = [10, 13, 32, 9, 92];

/** Where the bytes are. */
type Place = 'before' | 'unquoted' | 'quoted' | 'behind-backslash' | 'behind-quote';

/**
 * The same text with doubled quotes inside quoted fields for those behind backslashes, and one backslash for two; quotes that
 * are doubled there stay so.
 */
export async function* doubleQuotes(
  chunks: AsyncIterable<Buffer>,
  dialect: Pick<Dialect, 'delimiter' | 'quote'>,
): AsyncGenerator<Buffer, undefined> {
  const [delimiter, quote] = [dialect.delimiter.charCodeAt(0), dialect.quote.charCodeAt(0)];
  const marks = { delimiter, quote, trims: trims(dialect) };
  let place: Place = 'before';
  for await (const chunk of chunks) {
    // At most a byte comes before the chunk's own: a backslash that waited.
    const out = Buffer.alloc(chunk.length + 1);
    let length = 0;
    for (const byte of chunk) {
      const was: Place = place;
      place = nextPlace(was, byte, marks);
      if (place === 'behind-backslash') continue;
      if (was === 'behind-backslash' && byte !== BACKSLASH) {
        out[length++] = byte === quote ? quote : BACKSLASH;
      }
      out[length++] = byte;
    }
    yield out.subarray(0, length);
  }
  if (place === 'behind-backslash') yield Buffer.of(BACKSLASH);
  return undefined;
}

interface Marks {
  readonly delimiter: number;
  readonly quote: number;
  readonly trims: boolean;
}

function nextPlace(place: Place, byte: number, { delimiter, quote, trims }: Marks): Place {
  if (place === 'behind-backslash') return 'quoted';
  if (place === 'quoted') {
    if (byte === BACKSLASH) return 'behind-backslash';
    return byte === quote ? 'behind-quote' : 'quoted';
  }
  if (byte === quote && place === 'behind-quote') return 'quoted';
  if (byte === quote && place === 'before') return 'quoted';
  if (byte === delimiter || byte === LF || byte === CR) return 'before';
  const isTrimmed = place === 'before' && trims && (byte === SPACE || byte === TAB);
  return isTrimmed ? 'before' : 'unquoted';
}
