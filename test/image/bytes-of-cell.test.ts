import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOfCell } from '../../src/image/bytes-of-cell.js';

test('base64, plain, in a data URL, for addresses and over lines, gives its bytes', () => {
  const property = fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), (bytes) => {
    const plain = Buffer.from(bytes).toString('base64');
    const forAddresses = Buffer.from(bytes).toString('base64url');
    const lines = plain.replace(/.{20}/g, '$&\r\n');
    for (const cell of [
      plain,
      forAddresses,
      lines,
      `data:image/png;base64,${plain}`,
      ` data:;base64,${plain} `,
    ]) {
      expect([...bytesOfCell(cell)]).toEqual([...bytes]);
    }
  });
  fc.assert(property, { numRuns: 50, seed: 1 });
});

test.each([
  ['photos/a.jpg', 'is neither base64 nor a data URL: give the bytes of the picture, not its path'],
  ['ä', 'is neither base64 nor a data URL: give the bytes of the picture, not its path'],
  ['AAAAA', 'is neither base64 nor a data URL: give the bytes of the picture, not its path'],
  ['data:image/svg+xml,<svg/>', 'is a data URL without base64: write data:image/png;base64,…'],
  ['data:image/png;base64', 'is a data URL without base64: write data:image/png;base64,…'],
])('%s %s', (cell, fault) => {
  expect(() => bytesOfCell(cell)).toThrow(`The picture ${fault}.`);
});

test('blanks between the letters of base64 take no longer than they are', () => {
  expect([...bytesOfCell(`AQ${' '.repeat(200_000)}ID`)]).toEqual([1, 2, 3]);
  expect([...bytesOfCell(`AQI=${' ='.repeat(100_000)}`)]).toEqual([1, 2]);
});
