import { expect, test } from 'vitest';
import { toldCharset } from '../../src/serve/told-charset.js';

const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);

test.each([
  ['iso-8859-2', [0x7a, 0xb3], 'z\u0142'],
  ['"windows-1251"', [0xe4, 0xe0], '\u0434\u0430'],
  ['windows-1252', [0x80, 0x92], '\u20ac\u2019'],
  ['latin1', [0x80, 0x92, 0xe9], '\u20ac\u2019\u00e9'],
  ['iso-8859-1', [0x80, 0x92], '\u20ac\u2019'],
  ['UTF-8', [0xc3, 0xa9], '\u00e9'],
  ['us-ascii', [0x61, 0xc3, 0xa9], 'a\u00e9'],
  ['ASCII', [0xc3, 0xa9], '\u00e9'],
  ["'utf-8'", [0xc3, 0xa9], '\u00e9'],
])('CSV of the charset %s is read by it', (charset, bytes, text) => {
  const toUtf8 = toldCharset(`text/csv; charset=${charset}`, 'csv');
  expect(textOf(toUtf8?.(Uint8Array.from(bytes)))).toBe(text);
});

test('bytes that are not of the charset are refused, not guessed', () => {
  const toUtf8 = toldCharset('text/csv;charset=utf-8', 'csv');
  expect(() => toUtf8?.(Uint8Array.of(0x7a, 0xb3))).toThrow('The text is not utf-8.');
  expect(() => toUtf8?.(Uint8Array.of(0x7a, 0xc3))).toThrow('The text is not utf-8.');
});

test('a charset that there is not is refused, and JSON of any but UTF-8', () => {
  const refused = expect.objectContaining({ status: 415, code: 'BAD_CHARSET' });
  expect(() => toldCharset('text/csv; charset=klingon', 'csv')).toThrow(refused);
  expect(() => toldCharset('application/json; charset=latin1', 'json')).toThrow(refused);
  expect(() => toldCharset('application/x-ndjson; charset=utf-16', 'lines')).toThrow(refused);
});

test.each(['utf-8', 'US-ASCII', "'utf-8'", ''])(
  'JSON of the charset "%s" is read as it comes, lines and whole',
  (charset) => {
    expect(toldCharset(`application/json; charset=${charset}`, 'json')).toBeUndefined();
    expect(toldCharset(`application/x-ndjson; charset=${charset}`, 'lines')).toBeUndefined();
  },
);

test.each(['text/csv', 'text/csv; charset=', 'text/csv; charset=""'])(
  'the charset of CSV is seen by its bytes where none is told: %s',
  (type) => expect(toldCharset(type, 'csv')).toBeUndefined(),
);
