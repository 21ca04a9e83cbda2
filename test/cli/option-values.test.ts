import { expect, test } from 'vitest';
import { moreOption, orders, pairs } from '../../src/cli/option-values.js';

test('a plus sign makes a number how many more', () => {
  expect([moreOption('74'), moreOption('+50'), moreOption('-5')]).toEqual([74, '+50', -5]);
});

test.each(['+', '++5', '+-5', '+x', '', 'x'])('%j is no number of trials', (text) => {
  expect(() => moreOption(text)).toThrow('It must be a number.');
});

test('columns are told things by pairs, a name with = by the last of them', () => {
  expect(pairs('a=b=text', pairs('when=datetime:dd/mm/yyyy'))).toEqual({
    when: 'datetime:dd/mm/yyyy',
    'a=b': 'text',
  });
  expect(pairs('age=+', pairs('age=+'))).toEqual({ age: '+' });
  expect(Object.entries(pairs('__proto__=text'))).toEqual([['__proto__', 'text']]);
  expect(orders('size=S,M', orders('size=S,M'))).toEqual({ size: ['S', 'M'] });
});

test.each([
  () => pairs('age=-', pairs('age=+')),
  () => pairs('age=text', { age: 'numeric' }),
  () => orders('size=M,S', orders('size=S,M')),
])('two things of one column are refused: %s', (told) => {
  expect(told).toThrow(/^The column "(age|size)" is told ".+" as well\.$/);
});

test.each([() => pairs('age'), () => orders('size')])('a column alone is no pair', (told) => {
  expect(told).toThrow('It is a column, =, and what it is told.');
});
