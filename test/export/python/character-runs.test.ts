import { expect, test } from 'vitest';
import { characterRuns } from '../../../src/export/python/character-runs.js';

const runs = characterRuns();
const flagsOf = (character: string) => {
  const code = character.codePointAt(0) ?? 0;
  return runs.findLast(([first]) => first <= code)?.[1];
};

test('runs ascend from 0, and neighbours differ', () => {
  expect(runs[0]?.[0]).toBe(0);
  for (const [i, [first, flags]] of runs.entries()) {
    if (i === 0) continue;
    expect(first).toBeGreaterThan(runs[i - 1]?.[0] ?? 0);
    expect(flags).not.toBe(runs[i - 1]?.[1]);
  }
});

test.each([
  [' ', 1],
  ['a', 2],
  ['É', 2 + 8],
  ['7', 2 + 4],
  ['€', 16],
  ['日', 2 + 32],
  ['𠮷', 2 + 32],
  ['😀', 16],
  ['\ud800', 0],
])('%s is %i', (character, flags) => {
  expect(flagsOf(character)).toBe(flags);
});
