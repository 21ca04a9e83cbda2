import { expect, test } from 'vitest';
import { textLines } from '../../src/table/text-lines.js';

async function linesOf(chunks: readonly string[], longest?: number): Promise<readonly string[]> {
  async function* bytes() {
    for (const chunk of chunks) yield Buffer.from(chunk, 'latin1');
  }
  const lines: string[] = [];
  for await (const line of textLines(bytes(), 'x.jsonl', longest)) lines.push(line);
  return lines;
}

test.each<readonly [readonly string[], readonly string[]]>([
  [['a\nb\n'], ['a', 'b']],
  [['a\r\nb\rc'], ['a', 'b', 'c']],
  [
    ['a\r', '\nb\r', 'c\n'],
    ['a', 'b', 'c'],
  ],
  [
    ['a\r', '', '\r\n\nb'],
    ['a', '', '', 'b'],
  ],
  [
    ['a', 'b', 'c\nd', 'e'],
    ['abc', 'de'],
  ],
  [
    ['\n\r\n', '\r'],
    ['', '', ''],
  ],
  [[], []],
  // A letter of two bytes that is cut, and one that ends lines elsewhere.
  [['\xc3', '\xa9\n'], ['é']],
  [['x\xe2\x80\xa8y\n'], ['x\u2028y']],
])('%j is the lines %j', async (chunks, lines) => {
  expect(await linesOf(chunks)).toEqual(lines);
});

test('a line that goes on and on is a mistake, with its number', async () => {
  await expect(linesOf(['a\nbcd', 'efg', 'hij'], 5)).rejects.toMatchObject({
    code: 'LONG_RECORD',
    message: 'x.jsonl, line 2: it has more than 5 B.',
  });
  expect(await linesOf(['abcde\n', 'abcde'], 5)).toEqual(['abcde', 'abcde']);
});
