import { expect, test } from 'vitest';
import { findPictures } from '../../src/schema/find-pictures.js';
import { inferColumns, inferSchema } from '../../src/schema/infer-schema.js';
import { judgeDrift } from '../../src/schema/judge-drift.js';
import { parseTable } from '../../src/schema/parse-table.js';
import type { ToldKind } from '../../src/schema/schema.js';
import { withPictures } from '../../src/schema/with-pictures.js';
import type { PictureBytes } from '../../src/table/picture-cells.js';
import { type ColumnValues, readColumns } from '../../src/table/read-rows.js';
import { MISSING } from '../../src/table/table.js';
import { AutofitError } from '../../src/util/errors.js';
import { plainPng, png } from '../fixtures/png.js';

const allocate = (bytes: number) => new ArrayBuffer(bytes);
/** Pictures of this many pixels a side, by the number in their name; others are not there. */
const bytesOf: PictureBytes = async (path) => {
  const side = Number(/(\d+)/.exec(path)?.[1]);
  if (side > 0) return plainPng(side, [side, 0, 0]);
  throw new AutofitError('NO_PICTURE', `${path} does not exist.`, { file: path });
};
const photos = (...sides: (number | string)[]) => sides.map((own) => `p/${own}.jpg`);

async function judged(cells: readonly string[], told?: ToldKind) {
  const raw = readColumns({ photo: cells });
  const types = told ? { photo: told } : {};
  const pictures = await findPictures(raw, { types, without: [] }, { bytesOf });
  return inferColumns(raw, { types, ignore: [], pictures })[0];
}

test('a column of paths that can be opened is one of pictures, read at the smaller median side', async () => {
  const column = await judged(photos(20, 30, 40, 20));
  expect(column).toMatchObject({ kind: 'image', parser: { kind: 'image', side: 30 } });
  expect(column?.evidence.reason).toBe(
    'paths of pictures: all 3 that were looked at could be opened',
  );
  const wide = async () => png(48, 20, () => [1, 1, 1]);
  const raw = readColumns({ photo: ['a.png', 'b.png'] });
  const found = await findPictures(raw, { types: {}, without: [] }, { bytesOf: wide });
  expect(found.get('photo')).toMatchObject({ side: 20, opened: 2, tried: 2 });
});

test.each([
  [[2, 3], 16],
  [[200, 300], 64],
])('pictures of %j pixels are read at %i', async (sides, side) => {
  expect((await judged(photos(...sides)))?.parser).toEqual({ kind: 'image', side });
});

test('several pictures in a cell are told of; so are cells that hold pictures themselves', async () => {
  const several = await judged([photos(20, 21).join(';'), ...photos(22, 23), 'NA']);
  expect(several).toMatchObject({ kind: 'image', parser: { several: true } });
  expect(several?.evidence.missing).toBe(1);
  const raw = readColumns({ photo: [20, 21].map((side) => plainPng(side, [1, 2, 3])) });
  const pictures = await findPictures(
    raw,
    { types: {}, without: [] },
    {
      bytesOf: async (cell) => Buffer.from(cell.split(',')[1] ?? '', 'base64'),
    },
  );
  const [column] = inferColumns(raw, { types: {}, ignore: [], pictures });
  expect(column?.evidence.reason).toMatch(/^pictures themselves: all 2/);
});

test('paths that are not found stay what they are, with a doubt that names the options', async () => {
  const column = await judged(photos('x', 'y', 'x', 'z'));
  expect(column?.kind).toBe('categorical');
  expect(column?.evidence.doubt).toContain(
    'column "photo": none of 3 pictures that its cells name could be opened (p/x.jpg does not exist): `images` names the folder',
  );
  expect((await judged(photos('x', 20)))?.kind).toBe('image');
  expect((await judged(photos('x', 'y', 20)))?.evidence.doubt).toContain('only 1 of 3 pictures');
});

test('what is told comes before what cells say', async () => {
  expect(await judged(photos(20, 21), 'categorical')).toMatchObject({ kind: 'categorical' });
  expect(await judged(['20', '21'], 'image')).toMatchObject({
    kind: 'image',
    parser: { side: 21 },
    evidence: { reason: 'as told' },
  });
  expect((await judged(['a.jpg b', 'c', 'd']))?.kind).toBe('categorical');
});

const cells: ColumnValues = {
  photo: ['16.png', '', '17.png;16.png', 'lost.png', '16.png', 'lost.png;17.png'],
  y: ['a', 'b', 'a', 'b', 'a', 'b'],
};
const types = { photo: 'image' } as const;

async function readCells(columns: ColumnValues) {
  const raw = readColumns(columns);
  const pictures = await findPictures(raw, { types, without: ['y'] }, { bytesOf });
  const schema = inferSchema(raw, { label: 'y', task: 'auto', types, ignore: [], pictures });
  const pictured = await withPictures(raw, schema, { source: { bytesOf }, allocate });
  return { schema, pictured };
}

test('each different picture is read once; what cannot be read is missing', async () => {
  const { schema, pictured } = await readCells(cells);
  const { table } = parseTable(pictured, schema, { allocate, label: 'ignored' });
  const [column] = table.columns;
  if (column?.kind !== 'image') throw new Error('no pictures');
  expect([...column.codes]).toEqual([0, MISSING, 1, MISSING, 0, 2]);
  expect([...column.offsets]).toEqual([0, 1, 3, 4]);
  // In the order in which they come: 16, 17, the lost one.
  expect([...column.own]).toEqual([0, 1, 0, 1]);
  expect(column.side).toBe(17);
  expect([...column.sizes.subarray(0, 2), ...column.sizes.subarray(3, 5)]).toEqual([
    16, 16, 17, 17,
  ]);
  expect([...column.pixels.subarray(0, 3)]).toEqual([16, 0, 0]);
  expect(column.pixels.length).toBe(3 * 17 * 17 * 3);
});

test('rows with lost pictures are counted; where most are, the data is a wrong one', async () => {
  const { schema, pictured } = await readCells(cells);
  expect(judgeDrift(pictured, schema)).toEqual([
    '2 of 6 rows had a picture that cannot be read in photo (lost.png does not exist)',
  ]);
  const lost = readColumns({
    photo: Array.from({ length: 40 }, (_, i) => `x${'y'.repeat(i)}.png`),
  });
  const other = await withPictures(lost, schema, { source: { bytesOf }, allocate });
  expect(() => judgeDrift(other, schema)).toThrow(
    'the pictures of 40 of 40 filled cells in "photo" cannot be read: x.png does not exist',
  );
  expect(judgeDrift(other, schema, { force: true })).toHaveLength(1);
});
