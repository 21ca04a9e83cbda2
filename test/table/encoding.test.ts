import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { detectEncoding } from '../../src/table/encoding.js';
import { cellTexts } from '../../src/table/raw-cells.js';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const text = 'Temperature(°C),Straße\r\n1,"größer, €"\r\n2,ok\r\n';

async function cellsOf(path: string) {
  const { columns, notes } = await readTable(path);
  const cells = Object.fromEntries(columns.map((column) => [column.name, cellTexts(column)]));
  return { cells, notes };
}

const wanted = { 'Temperature(°C)': ['1', '2'], Straße: ['größer, €', 'ok'] };

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a byte-order mark', Buffer.from(`\uFEFF${text}`)],
  ['UTF-16 with a byte-order mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['packed UTF-8', gzipSync(text)],
  ['packed UTF-16', gzipSync(Buffer.from(`\uFEFF${text}`, 'utf16le'))],
])('%s reads as it was written', async (name, bytes) => {
  const path = folder.write(`${name.replaceAll(' ', '-')}.csv`, bytes);
  expect(await cellsOf(path)).toEqual({ cells: wanted, notes: [] });
});

test('what is no UTF-8 is read as Latin-1, with a note', async () => {
  const path = folder.write('latin.csv', Buffer.from(text.replace('€', 'é'), 'latin1'));
  const { cells, notes } = await cellsOf(path);
  expect(cells).toEqual({ ...wanted, Straße: ['größer, é', 'ok'] });
  expect(notes).toEqual([`${path} is not UTF-8: it is read as Latin-1`]);
});

test('a character that the sample cuts in two is no sign of Latin-1', () => {
  const bytes = Buffer.from('a€');
  expect(detectEncoding(bytes.subarray(0, 3))).toBe('utf-8');
  expect(detectEncoding(bytes.subarray(0, 2))).toBe('utf-8');
  expect(detectEncoding(Buffer.from('caf\xe9 au lait', 'latin1'))).toBe('windows-1252');
});

test('UTF-16 that is cut off is told as that, not as a text without its mark', async () => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  const path = folder.write('cut-16.csv', bytes.subarray(0, bytes.length - 1));
  const said = 'begins as UTF-16 and goes on as something else, or is cut off';
  await expect(readTable(path)).rejects.toThrow(`${path} ${said}`);
});

test('a packed file that is cut off is an error that says so', async () => {
  const packed = gzipSync(`a,b\n${'1,2\n'.repeat(5000)}`);
  const path = folder.write('cut.csv.gz', packed.subarray(0, packed.length - 10));
  await expect(readTable(path)).rejects.toThrow(`${path} cannot be unpacked`);
});
