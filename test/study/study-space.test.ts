import { expect, expectTypeOf, test } from 'vitest';
import { flatSpace } from '../../src/study/flat-space.js';
import {
  boolean,
  choice,
  float,
  int,
  type ParamsOf,
  type StudySpace,
} from '../../src/study/study-space.js';

const space = {
  rate: float(1e-4, 1, { log: true }),
  gate: choice(['relu', 'tanh']),
  bias: boolean(),
  model: choice({
    tree: { depth: int(1, 12) },
    net: { width: int(8, 64), drop: choice({ yes: { share: float(0, 0.5) }, no: {} }) },
  }),
};

test('the types of parameters follow from the space, of a choice that opens others by its word', () => {
  type P = ParamsOf<typeof space>;
  expectTypeOf<P['rate']>().toEqualTypeOf<number>();
  expectTypeOf<P['gate']>().toEqualTypeOf<'relu' | 'tanh'>();
  expectTypeOf<P['bias']>().toEqualTypeOf<boolean>();
  expectTypeOf<P['model']>().toEqualTypeOf<'tree' | 'net'>();
  const read = (params: P) => {
    if (params.model === 'tree') {
      expectTypeOf(params.depth).toEqualTypeOf<number>();
      // @ts-expect-error a tree has no width.
      return params.width;
    }
    expectTypeOf(params.width).toEqualTypeOf<number>();
    return params.drop === 'yes' ? params.share : 0;
  };
  expect(read).toBeTypeOf('function');
});

test.each<[unknown, string]>([
  [{ step: 0.5 }, 'There is no option "step".'],
  [{ log: 'yes' }, '`log` cannot be "yes".'],
  [true, 'Options must be an object, not true.'],
  [null, 'Options must be an object, not null.'],
])('a range with %j is refused: it would be without an effect', (given, message) => {
  for (const range of [float, int]) expect(() => range(1, 9, given as object)).toThrow(message);
});

test('what a word opens is there where the word is, under its own name', () => {
  const { space: flat, toUser, toFlat } = flatSpace(space);
  expect(flat['model.net.drop.yes.share']).toEqual({
    kind: 'uniform',
    low: 0,
    high: 0.5,
    log: false,
    when: { param: 'model.net.drop', oneOf: ['yes'] },
  });
  const user = { rate: 0.1, gate: 'tanh', bias: true, model: 'net', width: 9, drop: 'no' };
  const own = toFlat(user, 'it');
  expect(own).toEqual({
    rate: 0.1,
    gate: 'tanh',
    bias: true,
    model: 'net',
    'model.net.width': 9,
    'model.net.drop': 'no',
  });
  expect(toUser(own)).toEqual(user);
});

test.each([
  [{ rate: 2 }, '"rate" cannot be 2'],
  [{ gate: 'selu' }, '"gate" cannot be "selu"'],
  [{ depth: 1.5 }, '"depth" cannot be 1.5'],
  [{ depth: undefined }, '"depth" cannot be undefined'],
  [{ width: 8 }, 'there is no "width"'],
])('parameters with %o do not lie in the space', (wrong, reason) => {
  const right = { rate: 0.1, gate: 'tanh', bias: true, model: 'tree', depth: 3 };
  const { toFlat } = flatSpace(space);
  expect(() => toFlat(right, 'it')).not.toThrow();
  expect(() => toFlat({ ...right, ...wrong }, 'it')).toThrow(reason);
});

test.each([
  [{}, 'it has no parameters'],
  [{ x: float(1, 0) }, '"x": low is above high'],
  [{ x: float(0, 1, { log: true }) }, '"x": log needs low > 0'],
  [{ x: choice([]) }, '"x"'],
  [{ x: choice({}) }, '"x" has no options'],
  [{ x: int(0, 1), m: choice({ a: { x: int(0, 1) } }) }, '"x" may be there twice at once'],
  [
    { m: choice({ a: { d: int(0, 1) } }), n: choice({ b: { d: int(0, 1) } }) },
    '"d" may be there twice at once',
  ],
  [{ m: choice({ a: { b: int(0, 1) } }), 'm.a.b': int(0, 1) }, '"m.a.b" is there twice'],
] as [StudySpace, string][])('the space %o is refused', (wrong, reason) => {
  expect(() => flatSpace(wrong)).toThrow(reason);
});

test('a name that an object cannot have as any other is refused, not dropped', () => {
  expect(() => flatSpace({ ['__proto__']: float(0, 1) })).toThrow('"__proto__" is no name');
  const nested = choice({ a: { ['__proto__']: float(0, 1) }, b: {} });
  expect(() => flatSpace({ nested })).toThrow('"__proto__" is no name');
  const { toUser, toFlat } = flatSpace({ constructor: float(0, 1), toString: int(1, 3) });
  const own = { constructor: 0.5, toString: 2 };
  expect(toUser(toFlat(own, 'it'))).toEqual(own);
});

test('the same name in two words of one choice is told apart', () => {
  const both = { m: choice({ a: { d: int(0, 1) }, b: { d: float(5, 6) } }) };
  expect(Object.keys(flatSpace(both).space)).toEqual(['m', 'm.a.d', 'm.b.d']);
});
