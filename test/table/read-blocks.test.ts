import { expect, test } from 'vitest';
import { cellTexts } from '../../src/table/raw-cells.js';
import { readBlocks } from '../../src/table/read-blocks.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

test('short files share blocks as long as these have room for their rows and their bytes', async () => {
  const texts = ['a', 'b', 'c', 'd', 'e'].map((name) => name.repeat(100));
  for (const text of texts) folder.write(`part-${text[0]}.csv`, `x,y\n${text},1\n${text}2,2\n`);
  const rowsOf = async (size: { rows: number; bytes: number }) => {
    const blocks: string[][] = [];
    for await (const { table } of readBlocks(folder.at('part-*.csv'), {}, size)) {
      blocks.push(table.columns.slice(0, 1).flatMap(cellTexts));
    }
    expect(blocks.flat()).toEqual(texts.flatMap((text) => [text, `${text}2`]));
    return blocks.map(({ length }) => length);
  };
  expect(await rowsOf({ rows: 100, bytes: 1e6 })).toEqual([10]);
  expect(await rowsOf({ rows: 5, bytes: 1e6 })).toEqual([4, 4, 2]);
  expect(await rowsOf({ rows: 100, bytes: 500 })).toEqual([4, 4, 2]);
});
