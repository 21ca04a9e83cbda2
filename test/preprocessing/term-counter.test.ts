import { expect, test } from 'vitest';
import { createTermCounter } from '../../src/preprocessing/term-counter.js';

test('a term counts once a text, by the rows of that text', () => {
  const counter = createTermCounter();
  counter.add(1, 2, 0, 3, 0, 1);
  counter.add(1, 2, 0, 3, 5, 6);
  counter.add(1, 2, 1, 4, 7, 8);
  counter.add(1, 3, 1, 1, 2, 4);
  expect(counter.commonest(10, 1)).toEqual(
    expect.arrayContaining([
      { text: 0, start: 0, end: 1, rows: 7 },
      { text: 1, start: 2, end: 4, rows: 1 },
    ]),
  );
  expect(counter.commonest(10, 2)).toHaveLength(1);
  expect(counter.commonest(0, 1)).toEqual([]);
});

test('all that are as common as the last of the commonest are given, so that names can decide', () => {
  const counter = createTermCounter();
  for (const term of [1, 2, 3]) counter.add(term, term, 0, term === 1 ? 5 : 2, term, term);
  expect(
    counter
      .commonest(2, 1)
      .map(({ rows }) => rows)
      .sort(),
  ).toEqual([2, 2, 5]);
});

test('where there are more terms than it holds, the rarest are forgotten and common ones keep their rows', () => {
  const counter = createTermCounter(1000);
  for (let text = 0; text < 20_000; text++) {
    // Common terms, 0 to 9, among ever new ones.
    counter.add(text % 10, 7, text, 1, 0, 1);
    counter.add(1000 + text, 3, text, 1, 0, 1);
  }
  const kept = counter.commonest(10, 2);
  expect(kept).toHaveLength(10);
  for (const { rows } of kept) expect(rows).toBe(2000);
});

test('it says how many rows a count may lack', () => {
  const counter = createTermCounter(1000);
  const addNew = (count: number, rows: number) => {
    for (let i = 0; i < count; i++) counter.add(i, rows, i, rows, 0, 1);
  };
  addNew(1000, 2);
  expect(counter.forgottenRows()).toBe(0);
  addNew(30, 3);
  // The thousand that have two rows made room.
  expect(counter.forgottenRows()).toBe(2);
  expect(counter.commonest(10_000, 1)).toHaveLength(30);
  counter.add(0, 2, 7, 1, 0, 1);
  expect(counter.commonest(10_000, 1)).toHaveLength(31);
});
