import { expect, test } from 'vitest';
import { columnDrift, type Described } from '../../src/drift/column-drift.js';
import type { ColumnSpread } from '../../src/predictor/column-spreads.js';
import type { Column } from '../../src/table/table.js';

const JUDGING = {
  rows: { trained: 400, now: 200 },
  quantileRows: 400,
  threshold: 0.2,
  tests: 1,
};
const text: Described = { kind: 'text', names: [], isOpen: false };
const texts: ColumnSpread = { kind: 'texts', name: 't', missing: 40 };

/** Texts or pictures of 200 rows, so many of which have none. */
function cells(kind: 'text' | 'image', missing: number): Column {
  const codes = Int32Array.from({ length: 200 }, (_, row) => (row < missing ? -1 : 0));
  const offsets = Int32Array.of(0, 1);
  if (kind === 'text') return { kind, name: 't', codes, bytes: Uint8Array.of(97), offsets };
  const picture = { side: 1, pixels: new Uint8Array(3), sizes: new Float64Array(3) };
  return { kind, name: 't', codes, offsets, own: Int32Array.of(0), ...picture };
}

test('of texts and pictures gaps alone are judged, and that is said', () => {
  const steady = columnDrift(texts, cells('text', 20), text, JUDGING);
  expect(steady).toMatchObject({
    verdict: 'steady',
    missing: { trained: 0.1, now: 0.1 },
    reason: 'of texts only gaps are judged',
  });
  expect(steady?.bins).toEqual([
    { name: 'with a text', trained: 0.9, now: 0.9 },
    { name: 'missing', trained: 0.1, now: 0.1 },
  ]);
  const image: Described = { ...text, kind: 'image' };
  const drifted = columnDrift(texts, cells('image', 100), image, JUDGING);
  expect(drifted).toMatchObject({
    kind: 'image',
    verdict: 'drifted',
    missing: { trained: 0.1, now: 0.5 },
    reason: 'of pictures only gaps are judged',
  });
  // (0.5 − 0.9) ln(0.5 / 0.9) + (0.5 − 0.1) ln(0.5 / 0.1).
  expect(drifted?.psi).toBeCloseTo(0.4 * Math.log(9), 12);
});

test('a column that is of another kind now is not judged', () => {
  const codes = Int32Array.of(0, 1);
  const coded: Column = { kind: 'coded', name: 't', codes, levels: 2 };
  const numbers: ColumnSpread = {
    kind: 'numbers',
    name: 't',
    missing: 0,
    quantiles: Float64Array.of(1, 2, 3),
  };
  const counts: ColumnSpread = { kind: 'counts', name: 't', missing: 0, counts: codes };
  const described = { ...text, names: ['a', 'b'] };
  expect(columnDrift(texts, coded, described, JUDGING)).toBeUndefined();
  expect(columnDrift(numbers, coded, described, JUDGING)).toBeUndefined();
  expect(columnDrift(counts, cells('text', 0), described, JUDGING)).toBeUndefined();
});

test('yes and no are levels, and gaps are no third one', () => {
  const spread: ColumnSpread = {
    kind: 'counts',
    name: 'b',
    missing: 0,
    counts: Int32Array.of(200, 200),
  };
  const values = Float64Array.from({ length: 200 }, (_, row) =>
    row < 40 ? Number.NaN : Number(row < 160),
  );
  const drift = columnDrift(
    spread,
    { kind: 'numeric', name: 'b', values },
    { kind: 'boolean', names: ['no', 'yes'], isOpen: false },
    JUDGING,
  );
  expect(drift?.missing).toEqual({ trained: 0, now: 0.2 });
  expect(drift?.bins).toEqual([
    { name: 'no', trained: 0.5, now: 0.2 },
    { name: 'yes', trained: 0.5, now: 0.6 },
    { name: 'missing', trained: 0, now: 0.2 },
  ]);
  expect(drift?.verdict).toBe('drifted');
});

test('bins of times of day are named by times, those of dates by moments', () => {
  const quantiles = Float64Array.from({ length: 101 }, (_, step) => step * 860_000);
  const spread: ColumnSpread = { kind: 'numbers', name: 'at', missing: 0, quantiles };
  const values = Float64Array.from({ length: 200 }, (_, row) => ((row * 7) % 24) * 3_600_000);
  const firstBin = (scale: 'dates' | 'times') =>
    columnDrift(
      spread,
      { kind: 'datetime', name: 'at', values },
      { kind: 'datetime', scale, names: [], isOpen: false },
      JUDGING,
    )?.bins[0]?.name;
  expect(firstBin('times')).toBe('≤ 02:23:20');
  expect(firstBin('dates')).toBe('≤ 1970-01-01T02:23:20Z');
});
