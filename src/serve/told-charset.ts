import { parametricHeader } from './header-parameters.js';
import { HttpFault } from './http-fault.js';
import type { RowsForm } from './job.js';

/** Makes UTF-8 of a body. Throws an HttpFault where it is not of its charset. */
export type ToUtf8 = (bytes: Uint8Array) => Uint8Array;

/** Names of ASCII, which is UTF-8 too; a TextDecoder takes it for windows-1252. */
const ASCII = /^(us-ascii|ascii|ansi_x3\.4-1968)$/i;

/**
 * By the charset that a request tells; undefined where it tells none, and what bytes are is seen by them, and for JSON, which
 * is UTF-8. Throws an HttpFault for a charset that there is not, and for JSON of another.
 */
export function toldCharset(type: string, form: RowsForm): ToUtf8 | undefined {
  const charset = toldName(type);
  if (charset === '' || form === 'form') return undefined;
  const decoder = decoderOf(ASCII.test(charset) ? 'utf-8' : charset);
  if (!decoder || (form !== 'csv' && decoder.encoding !== 'utf-8')) {
    throw badCharset(charset, form);
  }
  if (form !== 'csv') return undefined;
  return (bytes) => {
    try {
      // At once, Node 20 takes windows-1252 for true Latin-1, where 0x80 is no euro sign.
      const text = decoder.decode(bytes, { stream: true }) + decoder.decode();
      return new TextEncoder().encode(text);
    } catch (thrown) {
      if (!(thrown instanceof TypeError)) throw thrown;
      throw new HttpFault(400, 'BAD_TEXT', `The text is not ${decoder.encoding}.`);
    }
  };
}

/** Empty where there is none; some write it in single quotes. */
function toldName(type: string): string {
  const told = parametricHeader(type).parameters.get('charset') ?? '';
  return told.replace(/^'(.*)'$/s, '$1').trim();
}

function decoderOf(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

function badCharset(charset: string, form: RowsForm): HttpFault {
  const name = JSON.stringify(charset.slice(0, 40));
  return new HttpFault(415, 'BAD_CHARSET', `The charset ${name} is not read.`, {
    hint: form === 'csv' ? 'Send it as utf-8.' : 'JSON is utf-8.',
  });
}
