import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { checkExcel } from '../../src/table/check-excel.js';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { writeExcel } from '../fixtures/write-excel.js';

const folder = tempFolder();
const SHEET = 'xl/worksheets/sheet1.xml';

/** A workbook of three rows whose last cell stands at another place. */
function withCellAt(place: string): Uint8Array {
  const parts = unzipSync(
    writeExcel({
      First: [
        ['a', 'b'],
        [1, 2],
        [3, 4],
      ],
    }),
  );
  const xml = strFromU8(parts[SHEET] ?? new Uint8Array());
  const row = place.replace(/\D/g, '');
  const moved = xml
    .replace('<row r="3">', `<row r="${row}">`)
    .replace('r="A3"', '')
    .replace('"B3"', `"${place}"`);
  return zipSync({ ...parts, [SHEET]: strToU8(moved.replace(/<c ><v>3<\/v><\/c>/, ''), true) });
}

test('a lone cell at the far end of a sheet is refused before the sheet is laid out', async () => {
  const file = folder.write('far.xlsx', withCellAt('XFD1048576'));
  await expect(readTable(file)).rejects.toMatchObject({
    code: 'BAD_EXCEL',
    message: expect.stringContaining(
      'up to the cell XFD1048576 it has room for 17179869184 cells, of which 5 are written',
    ),
  });
});

test.each(['ZZZZZZ9999999999', 'B1e9', 'XFE2', 'B1048577', '&#88;FD7', '\u00802'])(
  'a cell at %s, which no sheet has, is refused',
  async (place) => {
    await expect(checkExcel(withCellAt(place))).rejects.toThrow('which no sheet has');
  },
);

test('a stray cell that leaves a bounded sheet is read', async () => {
  const file = folder.write('near.xlsx', withCellAt('C2000'));
  const { rows, columns } = await readTable(file);
  expect([rows, columns.length]).toEqual([2, 3]);
});

test('a workbook that unpacks to far more than its size is refused before it is unpacked', async () => {
  const parts = unzipSync(writeExcel({ First: [['a'], [1]] }));
  const bomb = zipSync({ ...parts, 'xl/bomb.xml': new Uint8Array(8) });
  // The size that the archive tells, which is the room that is made for the part.
  const at = Buffer.from(bomb.buffer).lastIndexOf('PK\u0001\u0002', undefined, 'latin1');
  new DataView(bomb.buffer).setUint32(at + 24, 2 ** 28 + 1, true);
  await expect(checkExcel(bomb)).rejects.toThrow('it unpacks to far more than its size');
});

test.each([SHEET, 'xl/_rels/workbook.xml.rels'])(
  'a workbook of which a byte was changed is refused: %s',
  async (part) => {
    const book = zipSync(unzipSync(writeExcel({ First: [['a'], [1234]] })), { level: 0 });
    await expect(checkExcel(book)).resolves.toBeUndefined();
    const bytes = Buffer.from(book.buffer);
    const at = bytes.indexOf(part === SHEET ? '1234' : 'worksheets/', bytes.indexOf(part));
    bytes[at] = (bytes[at] ?? 0) ^ 8;
    await expect(readTable(folder.write('changed.xlsx', bytes))).rejects.toMatchObject({
      code: 'BAD_EXCEL',
      message: expect.stringContaining(`"${part}" is not what was packed`),
    });
  },
);

test('a workbook whose parts end early is a mistake', async () => {
  const parts = unzipSync(writeExcel({ First: [['a'], [1]] }));
  const file = folder.write('cut.xlsx', zipSync({ ...parts, [SHEET]: strToU8('<worksheet>') }));
  await expect(readTable(file)).rejects.toMatchObject({ name: 'AutofitError' });
});

test('a picture in a workbook that unpacks to far more than its size is refused too', async () => {
  const parts = unzipSync(writeExcel({ First: [['a'], [1]] }));
  const bomb = zipSync({ ...parts, 'xl/media/image1.png': new Uint8Array(8) });
  const at = Buffer.from(bomb.buffer).lastIndexOf('PK\u0001\u0002', undefined, 'latin1');
  new DataView(bomb.buffer).setUint32(at + 24, 2 ** 28 + 1, true);
  await expect(checkExcel(bomb)).rejects.toThrow('it unpacks to far more than its size');
});
