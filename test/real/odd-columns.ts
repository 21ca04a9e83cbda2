import { randomStream } from '../../src/util/random.js';

/** Cells of all kinds of columns with what is hard in them; rows that are not for training have what it did not see. */
export function oddColumns(rows: number, purpose: 'train' | 'fresh') {
  const random = randomStream(7, purpose);
  const isFresh = purpose === 'fresh';
  const each = (cell: (row: number) => string) =>
    Array.from({ length: rows }, (_, row) => cell(row));
  const some = (items: readonly string[]) => items[random.integer(items.length)] ?? '';
  const gaps = (of: () => string) => each(() => (random.next() < 0.1 ? '' : of()));
  const date = (from: number, days: number) =>
    new Date(Date.UTC(from, 0) + 60_000 * random.integer(days * 1440)).toISOString();
  const levels = Array.from({ length: 40 }, (_, i) => `level ${i}`);
  const words = ['red', 'blue', 'old', 'new', 'house', 'near', 'the', 'park', 'sunny'];
  return {
    plain: each(() => String(random.normal())),
    far: gaps(() => String(1e9 + random.normal() / 100)),
    tails: gaps(() => String(Math.exp(4 * random.normal()) * (random.next() < 0.5 ? -1 : 1))),
    absurd: each((row) => (row % 150 === 7 ? '1e30' : String(random.integer(50)))),
    counts: each(() => String(random.integer(4) * (isFresh ? 3 : 1))),
    // Missing in fresh rows alone.
    whole: each((row) => (isFresh && row % 9 === 0 ? 'NA' : String(random.integer(1000)))),
    pressure: gaps(() => `${100 + random.integer(60)}/${60 + random.integer(40)}`),
    latitude: gaps(() => (59 + random.normal()).toFixed(4)),
    longitude: each(() => (10 + random.normal()).toFixed(4)),
    born: gaps(() => date(1931, 29_000).slice(0, 10)),
    seen: gaps(() => date(isFresh ? 2019 : 2020, 900).slice(0, 16)),
    opens: each(() => date(2020, 1).slice(11, 16)),
    smokes: each(() => some(isFresh ? ['yes', 'no', 'YES', 'No', ''] : ['yes', 'no'])),
    size: gaps(() => some(['small', 'medium', 'large'])),
    city: gaps(() =>
      some(isFresh ? ['Oslo', 'Zürich', 'Narvik', 'n/a'] : ['Oslo', 'Zürich', '東京']),
    ),
    many: gaps(() => (isFresh && random.next() < 0.1 ? 'never seen' : some(levels))),
    weekday: each(() => String(random.integer(7))),
    tags: each(() => words.filter(() => random.next() < 0.3).join('|')),
    about: each((row) => `${Array.from({ length: 6 }, () => some(words)).join(' ')} no${row}`),
    y: each(() => String(random.normal())),
  };
}
