import fc from 'fast-check';
import type { Random } from '../../src/util/random.js';

/** Names and cells that mean something to pages, spreadsheets, terminals, file systems or JavaScript. */
export const HOSTILE_TEXTS: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '=cmd|"/c calc"!A1',
  '@SUM(1+1)',
  '-2+3+cmd',
  '\u001b]0;owned\u0007\u001b[31m',
  '../../../etc/passwd',
  '..\\..\\x',
  '/etc/passwd',
  'CON',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'length',
  '\u0000',
  '\ud800',
  '\u202e',
  'a'.repeat(70_000),
  '',
  ' ',
  '\r\n',
  '"',
  '$tensor',
  '$number',
];

/** Texts that become code, or markup, where they are not escaped: each says `owned`. */
export const CODE_TEXTS: readonly string[] = [
  ...['";owned();//', "';owned();//", '`;owned();//', '*/owned();/*', '\\"owned()', '\\'],
  ...[`$${'{owned()}'}`, '//\nowned()', '#\nowned()', '\nowned()\n', '\rowned()\r'],
  ...['\u2028owned()\u2029', '"""\nowned()\n"""', "'''\nowned()\n'''", 'javascript:owned()'],
  ...['</script><owned>', '<!--<script><owned>', '--><owned>', ']]><owned>', '<owned>'],
  ...['"onowned="owned()', "'onowned='owned()", '&lt;owned&gt;', '__proto__', 'constructor'],
  ...['\ud800owned', '\u202eowned', '\u001b]0;owned\u0007'],
];

export const HOSTILE_NUMBERS: readonly number[] = [
  ...[0, -0, -1, 0.5, 1, 2, 255, 256, 65_535, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53],
  ...[1e9, 1e15, 1e308, -1e308, 5e-324],
];

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE_TEXTS));
const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(...HOSTILE_NUMBERS));
const leaf = fc.oneof(text, number, fc.boolean(), fc.constant(null));

/** What is no text and no number, and cannot be made one: neither in a message nor by a comparison. */
const unspeakable = fc.boolean().map((isInList) => {
  const own = { toString: 1, valueOf: 1 };
  return isInList ? [own] : own;
});

/** A cell as programs send it. */
export const hostileValue = fc.oneof(
  { weight: 6, arbitrary: leaf },
  { weight: 1, arbitrary: unspeakable },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
);
export const hostileText = text;

/** One value of an arbitrary, by a stream. */
export function drawn<T>(arbitrary: fc.Arbitrary<T>, random: Random): T {
  const [value] = fc.sample(arbitrary, { seed: random.integer(2 ** 31), numRuns: 1 });
  return value as T;
}

export function oneOf<T>(values: readonly T[], random: Random): T {
  return values[random.integer(values.length)] as T;
}
