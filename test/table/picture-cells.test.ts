import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect, test } from 'vitest';
import { cellText } from '../../src/table/cell-text.js';
import {
  isPicturePath,
  isWrittenPicture,
  picturesAt,
  picturesIn,
  writtenPicture,
} from '../../src/table/picture-cells.js';
import { cellTexts } from '../../src/table/raw-cells.js';
import { readTable } from '../../src/table/read-table.js';
import { plainPng } from '../fixtures/png.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const file = plainPng(4, [9, 8, 7]);
const base64 = file.toString('base64');
const uri = `data:image/png;base64,${base64}`;

test.each([
  ['a.jpg', ['a.jpg']],
  ['a.jpg;b c.png; d.gif ;', ['a.jpg', 'b c.png', 'd.gif']],
  [`${uri};${uri}`, [uri, uri]],
  [
    `data:image/png;charset=utf-8;base64,${base64};a.jpg`,
    [`data:image/png;charset=utf-8;base64,${base64}`, 'a.jpg'],
  ],
  [
    `a.jpg;data:image/png;name=a.png;x=1;base64,${base64}; DATA:image/png; BASE64 ,${base64}`,
    [
      'a.jpg',
      `data:image/png;name=a.png;x=1;base64,${base64}`,
      `DATA:image/png; BASE64 ,${base64}`,
    ],
  ],
  [
    `data:image/png;name="x;y,z.png";base64,${base64};data:image/png;name="a" ;base64,${base64};b.jpg`,
    [
      `data:image/png;name="x;y,z.png";base64,${base64}`,
      `data:image/png;name="a" ;base64,${base64}`,
      'b.jpg',
    ],
  ],
  [
    `data:image/png;name="a;base64,${base64};b.jpg`,
    [`data:image/png;name="a;base64,${base64}`, 'b.jpg'],
  ],
  [`data:;${uri}`, ['data:', uri]],
  [`data:a=1;b=2;${uri}`, ['data:a=1', 'b=2', uri]],
  ['["a.jpg", "b;c.jpg"]', ['a.jpg', 'b;c.jpg']],
  ['["a.jpg", 3]', ['["a.jpg", 3]']],
  ['[a.jpg]', ['[a.jpg]']],
  ['', []],
])('the pictures of %j', (cell, pictures) => {
  expect(picturesIn(cell)).toEqual(pictures);
});

test('cells that are made to be cut slowly are cut at once', () => {
  for (const part of [
    'data:;',
    'data:;a=',
    'data:;base64',
    'data: ',
    ';  ',
    ' ',
    'data:;a="',
    ';a="x"',
    '"',
  ]) {
    const begun = performance.now();
    for (const cell of [part.repeat(1e5), `data:;a=${part.repeat(1e5)}`]) {
      picturesIn(cell);
      isWrittenPicture(cell);
    }
    expect(performance.now() - begun).toBeLessThan(2000);
  }
});

test('a path that is there as it is written is one picture, whatever stands in it', async () => {
  const there = ['a;b.jpg', ' blank.png ', 'x;y;z.gif'];
  const asked: string[] = [];
  const isFile = async (cell: string) => {
    asked.push(cell);
    return there.includes(cell);
  };
  for (const cell of there) expect(await picturesAt(cell, { isFile })).toEqual([cell]);
  expect(await picturesAt('a.jpg;b.jpg', { isFile })).toEqual(['a.jpg', 'b.jpg']);
  expect(await picturesAt('a;b.jpg', {})).toEqual(['a', 'b.jpg']);
  const known = asked.length;
  for (const cell of ['plain.jpg', uri, `${uri};a.jpg`]) await picturesAt(cell, { isFile });
  expect(asked).toHaveLength(known);
});

test('files are told from paths by what their base64 begins with', () => {
  const plain = Buffer.from('a text that is no picture but long enough to be one').toString(
    'base64',
  );
  expect(
    [base64, uri, base64.replaceAll('+', '-').replaceAll('/', '_')].map(isWrittenPicture),
  ).toEqual([true, true, true]);
  const others = [plain, 'a.png', `data:text/plain,${'x'.repeat(80)}`, 'pictures/'.repeat(9), ''];
  expect(others.map(isWrittenPicture)).toEqual(others.map(() => false));
  expect(['A.JPEG', 'b.webp', 'c.tiff', 'png'].map(isPicturePath)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('bytes of pictures become cells without loss, several as well; other bytes stay texts', async () => {
  for (const bytes of [file, new Uint8Array(file), new Uint8Array(file).buffer]) {
    expect(Buffer.from(await writtenPicture(cellText(bytes)))).toEqual(file);
  }
  expect(picturesIn(cellText([file, file])).length).toBe(2);
  expect(cellText(Buffer.from('plain'))).toBe('plain');
  expect(cellText([1, 2])).toBe('[1,2]');
});

test('a data URL whose parameter in quotes has `;` and `,` is read', async () => {
  for (const name of ['"x;y.png"', '"x,y.png"', '"x', 'x']) {
    const cell = `data:image/png;name=${name};base64,${base64}`;
    expect(isWrittenPicture(cell)).toBe(true);
    expect(Buffer.from(await writtenPicture(cell))).toEqual(file);
  }
});

test('a path is not opened where only pictures themselves are taken', async () => {
  await expect(writtenPicture('/etc/a.png')).rejects.toMatchObject({
    code: 'BAD_PICTURE',
    message: expect.stringContaining('is a path, and none is opened here'),
  });
});

test('files in a Parquet column of bytes are cells without loss, texts in one are texts', async () => {
  const files = [1, 2].map((shade) => new Uint8Array(plainPng(8, [shade, 200, 255])));
  const texts = ['Köln', '12'].map((text) => new TextEncoder().encode(text));
  const columnData = [
    { name: 'photo', data: files, type: 'BYTE_ARRAY' as const },
    { name: 'town', data: texts, type: 'BYTE_ARRAY' as const },
    { name: 'y', data: ['a', 'b'], type: 'STRING' as const },
  ];
  const path = folder.write('rows.parquet', new Uint8Array(parquetWriteBuffer({ columnData })));
  const { columns } = await readTable(path);
  const [photos = [], ...others] = columns.map(cellTexts);
  expect(await Promise.all(photos.map(writtenPicture))).toEqual(files);
  expect(others).toEqual([
    ['Köln', '12'],
    ['a', 'b'],
  ]);
});
