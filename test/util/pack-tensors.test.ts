import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../src/util/json.js';
import { packTensors, unpackTensors } from '../../src/util/pack-tensors.js';

const leaf = fc.oneof(
  fc.float32Array({ maxLength: 4 }),
  fc.int32Array({ maxLength: 4 }),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, null, true),
  fc.string(),
  fc.double({ noDefaultInfinity: true, noNaN: true }).filter((value) => !Object.is(value, -0)),
);
const names = fc.stringMatching(/^[a-z]{1,4}$/);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(names, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

test('nested data come back the same through JSON and tensors', () => {
  fc.assert(
    fc.property(tree, (value) => {
      const { json, tensors } = packTensors(value);
      const written = JSON.parse(JSON.stringify(json)) as Json;
      expect(unpackTensors({ json: written, tensors })).toEqual(value);
    }),
  );
});

test('what neither can hold is refused with its path, and an absent tensor by name', () => {
  expect(() => packTensors({ a: [() => 1] })).toThrow('/a/0 cannot be written');
  const { json } = packTensors({ a: Float32Array.of(1) });
  expect(() => unpackTensors({ json, tensors: {} })).toThrow('the tensor /a is absent');
});
