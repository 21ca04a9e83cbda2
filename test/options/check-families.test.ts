import { expect, test } from 'vitest';
import { familyNames } from '../../src/models/families.js';
import { checkFamilies } from '../../src/options/check-families.js';
import { familySpace } from '../../src/options/family-space.js';
import { paramKind } from '../../src/space/param-kind.js';
import { createFoldRunner } from '../../src/trial/run-fold.js';
import { errorMessage } from '../../src/util/errors.js';
import { sampleRows } from '../fixtures/rows.js';
import { trialContext } from '../fixtures/trial-context.js';

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
  const families = familyNames.map((name) => [name, familySpace(name)] as const);
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

const { context } = await trialContext(sampleRows(40), { label: 'price' });

/** The words that training asks for when it is given another one. */
function wordsInTraining(family: string, param: string): readonly string[] {
  const params = { ...familySpace(family).defaults, [param]: 'nonsense' };
  const run = createFoldRunner(context, () => false);
  try {
    run({ kind: 'trial', trial: 1, fold: 0, config: { family, params } });
  } catch (thrown) {
    const [, words] = errorMessage(thrown).split(`${param} must be one of `);
    return words?.split(', ') ?? [];
  }
  return [];
}

const wordParams = familyNames.flatMap((name) => {
  const { defaults, space } = familySpace(name);
  const params = Object.keys({ ...defaults, ...space });
  return params
    .filter((param) => paramKind(param, defaults, space) === 'string')
    .map((param): [string, string] => [name, param]);
});

test.each(wordParams)('of %s, %s can be the words that its training knows', (family, param) => {
  const words = wordsInTraining(family, param);
  expect(words.length).toBeGreaterThan(1);
  const places = (word: string) =>
    [
      ['defaults', { defaults: { [param]: word } }],
      ['space', { space: { [param]: { kind: 'choice', options: [word] } } }],
    ] as const;
  for (const [place, options] of places('nonsense')) {
    const path = `families.${family}.${place}.${param}${place === 'space' ? '.options.0' : ''}`;
    expect(mistake({ families: { [family]: options } })).toBe(
      `${path}: ${param} cannot be "nonsense". It can be: ${words.join(', ')}.`,
    );
  }
  for (const [, options] of words.flatMap(places)) {
    expect(mistake({ families: { [family]: options } })).toBe('');
  }
});

test('a word that is nearly one is told which', () => {
  expect(mistake({ families: { mlp: { defaults: { activation: 'relux' } } } })).toMatch(
    /^families\.mlp\.defaults\.activation: .*"relux".*Did you mean "relu"\?/,
  );
  const when = { param: 'activation', oneOf: ['relu', 'tahn'] };
  const dropout = { kind: 'choice', options: [0, 0.1], when };
  expect(mistakeOf({ dropout })).toMatch(
    /^families\.mlp\.space\.dropout\.when\.oneOf\.1: .*"tahn".*Did you mean "tanh"\?/,
  );
});

test.each([
  ['boosted-trees', 'learningRate', -1, 'must be above 0, not -1.'],
  ['boosted-trees', 'rowShare', 5, 'can be 1 at most, not 5.'],
  ['boosted-trees', 'lambda', -5, 'must be at least 0, not -5.'],
  ['boosted-trees', 'maxLeaves', 1, 'must be at least 2, not 1.'],
  ['symmetric-trees', 'maxDepth', 0, 'must be at least 1, not 0.'],
  ['extra-trees', 'bins', 300, 'can be 255 at most, not 300.'],
  ['random-forest', 'trees', 0, 'must be at least 1, not 0.'],
  ['convnet', 'shift', -0.1, 'must be at least 0, not -0.1.'],
  ['convnet', 'rotation', -10, 'must be at least 0, not -10.'],
  ['convnet', 'colour', 5, 'can be 1 at most, not 5.'],
  ['elastic-net', 'l1', 2, 'can be 1 at most, not 2.'],
  ['elastic-net', 'path', 0, 'must be at least 1, not 0.'],
  ['neighbours', 'mostNeighbours', 0, 'must be at least 1, not 0.'],
  ['gaussian-process', 'likelihoodRows', 0, 'must be at least 1, not 0.'],
])(
  'numbers that a parameter cannot mean are no value and no bound: %s %s',
  (name, param, value, fault) => {
    const told = `${param} ${fault}`;
    const path = `families.${name}`;
    const own = (options: object) => mistake({ families: { [name]: options } });
    expect(own({ defaults: { [param]: value } })).toContain(`${path}.defaults.${param}: ${told}`);
    const choice = { kind: 'choice', options: [value] };
    expect(own({ space: { [param]: choice } })).toContain(
      `${path}.space.${param}.options.0: ${told}`,
    );
  },
);

test('a range must lie within what a parameter can mean', () => {
  const own = (low: number, high: number) =>
    mistake({
      families: { 'boosted-trees': { space: { rowShare: { kind: 'uniform', low, high } } } },
    });
  expect(own(0, 1)).toContain('rowShare.low: rowShare must be above 0, not 0.');
  expect(own(0.5, 1.5)).toContain('rowShare.high: rowShare can be 1 at most, not 1.5.');
  expect(own(0.5, 1)).toBe('');
});
