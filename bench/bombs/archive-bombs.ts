import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, Zip, ZipDeflate, zipSync } from 'fflate';
import { writeExcel } from '../../test/fixtures/write-excel.js';
import type { Bomb } from './bomb.js';

const MB = 2 ** 20;
const SHEET = 'xl/worksheets/sheet1.xml';
const LINKS = 'xl/_rels/workbook.xml.rels';
const STRINGS = 'xl/sharedStrings.xml';
const SMALL = unzipSync(
  writeExcel({
    First: [
      ['a', 'b'],
      [1, 2],
    ],
  }),
);

/** ZIP archives and Excel workbooks that unpack to far more than they are. */
export const archiveBombs: readonly Bomb[] = [
  {
    name: '2 GB of CSV in 2 MB of ZIP',
    write: async (folder) =>
      written(folder, 'b.zip', zipOf({ 'b.csv': ['a,b,c\n', '1,2,3\n', 128] })),
  },
  {
    name: '60,000 files in a ZIP archive',
    write: async (folder) => {
      const files = Array.from({ length: 60_000 }, (_, i) => [`${i}.csv`, new Uint8Array()]);
      return written(folder, 'b.zip', [zipSync(Object.fromEntries(files), { level: 0 })]);
    },
  },
  {
    name: '2 GB of rows in the sheet of a workbook',
    write: async (folder) =>
      written(folder, 'b.xlsx', workbook({ [SHEET]: [HEAD, '<row><c><v>1</v></c></row>', 128] })),
  },
  {
    name: '100 MB of cells without a place in the sheet of a workbook',
    write: async (folder) =>
      written(folder, 'b.xlsx', workbook({ [SHEET]: [HEAD, '<row><c><v>1</v></c></row>', 6] })),
  },
  {
    name: '2 GB of texts that the cells of a workbook share',
    write: async (folder) =>
      written(folder, 'b.xlsx', workbook({ [STRINGS]: ['<sst>', '<si><t>x</t></si>', 128] })),
  },
  {
    name: '2 GB of a picture in a workbook',
    write: async (folder) =>
      written(folder, 'b.xlsx', workbook({ 'xl/media/image1.png': ['', 'x', 128] })),
  },
  {
    name: 'a sheet of 2 GB that its archive says is of 100 bytes',
    write: async (folder) => {
      const parts = workbook({ [SHEET]: [HEAD, '<row><c><v>1</v></c></row>', 128] });
      return written(folder, 'b.xlsx', [withSize(Buffer.concat(parts), SHEET, 100)]);
    },
  },
  {
    name: 'a sheet of 1 KB that its archive says is of 3 GB',
    write: async (folder) =>
      written(folder, 'b.xlsx', [withSize(Buffer.from(zipSync(SMALL)), SHEET, 3e9)]),
  },
  {
    name: '30,000 cells that share a text of 1 MB',
    write: async (folder) => {
      const cells = Array.from(
        { length: 30_000 },
        (_, i) => `<row r="${i + 1}"><c r="A${i + 1}" t="s"><v>0</v></c></row>`,
      );
      const links = strFromU8(SMALL[LINKS] ?? new Uint8Array()).replace('</Relationships>', SHARED);
      const parts = {
        ...SMALL,
        [LINKS]: strToU8(links),
        [STRINGS]: strToU8(`<sst><si><t>${'x'.repeat(MB)}</t></si></sst>`),
        [SHEET]: strToU8(`${HEAD}${cells.join('')}</sheetData></worksheet>`),
      };
      return written(folder, 'b.xlsx', [zipSync(parts)]);
    },
  },
];

const HEAD = '<worksheet><sheetData>';
const SHARED =
  '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>';

/** A start, and 16 MB of a text so many times. */
type Long = readonly [start: string, text: string, times: number];

function workbook(long: Readonly<Record<string, Long>>): readonly Uint8Array[] {
  const others = Object.entries(SMALL).filter(([name]) => !(name in long));
  return zipOf(long, Object.fromEntries(others));
}

/** An archive whose parts never are in memory as a whole. */
function zipOf(
  long: Readonly<Record<string, Long>>,
  others: Readonly<Record<string, Uint8Array>> = {},
): readonly Uint8Array[] {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const [name, bytes] of Object.entries(others)) {
    const part = new ZipDeflate(name, { level: 1 });
    zip.add(part);
    part.push(bytes, true);
  }
  for (const [name, [start, text, times]] of Object.entries(long)) {
    const part = new ZipDeflate(name, { level: 1 });
    zip.add(part);
    part.push(strToU8(start));
    const middle = strToU8(text.repeat(Math.floor((16 * MB) / text.length)));
    for (let i = 0; i < times; i++) part.push(middle, i === times - 1);
  }
  zip.end();
  return chunks;
}

/** The archive with another size of a part in its directory. */
function withSize(archive: Buffer, name: string, size: number): Uint8Array {
  const at = archive.lastIndexOf(name) - 46;
  archive.writeUInt32LE(size, at + 24);
  return archive;
}

function written(folder: string, name: string, parts: readonly Uint8Array[]): string {
  const file = join(folder, name);
  writeFileSync(file, Buffer.concat(parts));
  return file;
}
