import { expect, test } from 'vitest';
import { checkFamilies } from '../src/check-families.js';
import { familyNames } from '../src/models/families.js';
import { wholeFamily } from '../src/whole-family.js';

const depth = { kind: 'integer', low: 1, high: 3 } as const;

function mistake(choice: object): string {
  try {
    checkFamilies(choice);
    return '';
  } catch (thrown) {
    const { message, hint = '' } = thrown as { message: string; hint?: string };
    return `${message} ${hint}`;
  }
}

function mistakeOf(space: object): string {
  return mistake({ families: { mlp: { space } } });
}

test('what families have themselves is no mistake', () => {
  const families = familyNames.map((name) => [name, wholeFamily(name)] as const);
  expect(mistake({ models: familyNames, families: Object.fromEntries(families) })).toBe('');
});

test('an unknown family or parameter is told with its path', () => {
  expect(mistake({ models: ['linear', 'mpl'] })).toMatch(/^models\.1: .*"mpl".*Did you mean "mlp"/);
  expect(mistake({ families: { tree: {} } })).toMatch(/^families\.tree: .*"tree"/);
  expect(mistake({ families: { mlp: { defaults: { dept: 2 } } } })).toMatch(
    /^families\.mlp\.defaults\.dept: .*no parameter "dept".*depth/,
  );
  expect(mistakeOf({ dept: depth })).toMatch(/^families\.mlp\.space\.dept: .*no parameter "dept"/);
  expect(mistakeOf({ constructor: depth })).toContain('no parameter "constructor"');
});

test('a condition names a parameter that is drawn before', () => {
  const on = (param: string) => mistakeOf({ depth: { ...depth, when: { param } } });
  expect(on('dept')).toMatch(/^families\.mlp\.space\.depth\.when\.param: .*no parameter "dept"/);
  const late = /^families\.mlp\.space\.depth\.when\.param: .*It can depend on: scaling,/;
  for (const param of ['depth', 'width1']) {
    expect(on(param)).toContain(`depth cannot depend on "${param}"`);
    expect(on(param)).toMatch(late);
  }
  expect(on('optimizer')).toBe('');
});

test('a condition compares with values that the parameter can have', () => {
  const when = (condition: object) =>
    mistakeOf({ width1: { kind: 'integer', low: 1, high: 2, when: condition } });
  const path = 'families.mlp.space.width1.when';
  expect(when({ param: 'optimizer', atLeast: 2 })).toContain(`${path}.atLeast: optimizer is a`);
  expect(when({ param: 'depth', oneOf: [1, 'two'] })).toContain(`${path}.oneOf.1: depth is a`);
  expect(when({ param: 'depth', oneOf: [1, 2] })).toBe('');
});

test('values are of the kind that the family uses', () => {
  expect(mistake({ families: { mlp: { defaults: { learningRate: 'fast' } } } })).toContain(
    'families.mlp.defaults.learningRate: learningRate is a number, which "fast" is not',
  );
  expect(mistakeOf({ learningRate: { kind: 'choice', options: [0.1, 'fast'] } })).toContain(
    'families.mlp.space.learningRate.options.1: learningRate is a number, which "fast" is not',
  );
  expect(mistakeOf({ activation: { kind: 'uniform', low: 0, high: 1 } })).toContain(
    'families.mlp.space.activation.kind: activation is a string, which "uniform" is not',
  );
  expect(mistakeOf({ width3: { kind: 'uniform', low: 16, high: 64 } })).toContain(
    'width3 is a whole number, which "uniform" is not',
  );
  expect(mistakeOf({ epochs: { kind: 'choice', options: [2.5] } })).toContain(
    'epochs is a whole number, which 2.5 is not',
  );
  expect(mistakeOf({ learningRate: { kind: 'choice', options: [1] } })).toBe('');
});
