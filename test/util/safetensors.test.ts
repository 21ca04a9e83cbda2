import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AutofitError } from '../../src/util/errors.js';
import { decodeTensors, encodeTensors } from '../../src/util/safetensors.js';

const names = fc.stringMatching(/^[a-zA-Z0-9./ äß"\\-]{1,12}$/);
const tensors = fc.dictionary(names, fc.float32Array({ maxLength: 9 }), { noNullPrototype: true });
const metadata = fc.dictionary(names, fc.string(), { noNullPrototype: true });

/** A safetensors file with this header and data, well formed or not. */
function fileOf(header: unknown, data: Uint8Array = new Uint8Array()): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}

function headerOf(bytes: Uint8Array): { readonly length: number; readonly text: string } {
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  return { length, text: new TextDecoder().decode(bytes.subarray(8, 8 + length)) };
}

test('tensors and metadata come back bit for bit', () => {
  fc.assert(
    fc.property(tensors, metadata, (given, text) => {
      const back = decodeTensors(encodeTensors({ tensors: given, metadata: text }));
      expect(back.metadata).toEqual(text);
      expect(Object.keys(back.tensors).sort()).toEqual(Object.keys(given).sort());
      for (const [name, values] of Object.entries(given)) {
        expect(back.tensors[name]).toEqual(values);
      }
    }),
  );
});

test('the header is JSON padded with spaces, so that the data lies on a multiple of 8', () => {
  fc.assert(
    fc.property(tensors, metadata, (given, text) => {
      const header = headerOf(encodeTensors({ tensors: given, metadata: text }));
      expect(header.length % 8).toBe(0);
      expect(header.text).toMatch(/^\{.*\} {0,7}$/s);
    }),
  );
});

test('any reader finds the tensors by name, type, shape and place', () => {
  const bytes = encodeTensors({
    tensors: { b: Float32Array.of(1, 2), a: Float32Array.of(3) },
    metadata: { format: 'x' },
  });
  expect(JSON.parse(headerOf(bytes).text)).toEqual({
    __metadata__: { format: 'x' },
    a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
    b: { dtype: 'F32', shape: [2], data_offsets: [4, 12] },
  });
  const view = new DataView(bytes.buffer, bytes.length - 12);
  expect([0, 4, 8].map((place) => view.getFloat32(place, true))).toEqual([3, 1, 2]);
});

test('bytes at an odd place in a larger buffer are read all the same', () => {
  const bytes = encodeTensors({ tensors: { a: Float32Array.of(1.5) }, metadata: {} });
  const larger = new Uint8Array(bytes.length + 3);
  larger.set(bytes, 3);
  expect(decodeTensors(larger.subarray(3)).tensors.a).toEqual(Float32Array.of(1.5));
});

const one = { dtype: 'F32', shape: [1], data_offsets: [0, 4] };
const four = new Uint8Array(4);

test.each<[string, Uint8Array]>([
  ['no bytes', new Uint8Array()],
  ['a length alone', new Uint8Array(8)],
  ['a header that is no JSON', fileOf({}).fill(0x7b, 8)],
  ['a header that is a number', fileOf(12)],
  ['a header that is null', fileOf(null)],
  ['text that is not UTF-8', fileOf('aa').fill(0xff, 9, 11)],
  ['a tensor of another type', fileOf({ a: { ...one, dtype: 'I64' } }, four)],
  ['a tensor without a shape', fileOf({ a: { ...one, shape: undefined } }, four)],
  ['a tensor that is null', fileOf({ a: null }, four)],
  ['a shape that does not fill its bytes', fileOf({ a: { ...one, shape: [2] } }, four)],
  ['a place beyond the end', fileOf({ a: { ...one, data_offsets: [4, 8] } }, four)],
  ['a place before the start', fileOf({ a: { ...one, data_offsets: [-4, 0] } }, four)],
  ['a place that is half a byte', fileOf({ a: { ...one, data_offsets: [0.5, 4.5] } }, four)],
  ['bytes that belong to no tensor', fileOf({ a: one }, new Uint8Array(8))],
  ['metadata that is not text', fileOf({ __metadata__: { a: 1 } })],
  ['a header longer than the file', encodeTensors({ tensors: {}, metadata: {} }).fill(0xff, 0, 8)],
])('a file with %s is refused as a mistake of the user', (_what, bytes) => {
  expect(() => decodeTensors(bytes)).toThrow(AutofitError);
});
