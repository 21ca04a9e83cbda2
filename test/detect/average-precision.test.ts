import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { averagePrecision, type JudgedPicture } from '../../src/detect/average-precision.js';

interface ReferenceCase {
  readonly pictures: number;
  readonly classes: number;
  /** Picture and class from 1, x, y, width, height, whether it is a crowd. */
  readonly annotations: readonly (readonly number[])[];
  /** The same with a score. */
  readonly found: readonly (readonly number[])[];
  readonly scores: {
    readonly mAP: number;
    readonly mAP50: number;
    readonly mAP75: number;
    readonly classes: readonly Record<'ap' | 'ap50' | 'ap75', number | null>[];
  };
}

const cases: readonly ReferenceCase[] = JSON.parse(
  readFileSync('test/reference/pycocotools-detection.json', 'utf8'),
);

test.each(cases.map((own, i) => [i, own] as const))(
  'average precision is that of pycocotools, with crowds, equal scores and absent classes (case %i)',
  (_, { pictures, classes, annotations, found, scores }) => {
    const judged = Array.from(
      { length: pictures },
      (_picture, i): JudgedPicture => ({
        truth: annotations
          .filter(([image]) => image === i + 1)
          .map((box) => ({ ...boxOf(box), crowd: box[6] === 1 })),
        found: found
          .filter(([image]) => image === i + 1)
          .map((box) => ({ ...boxOf(box), score: box[6] ?? 0 })),
      }),
    );
    const own = averagePrecision(judged, classes);
    for (const name of ['mAP', 'mAP50', 'mAP75'] as const) {
      expect(own[name]).toBeCloseTo(scores[name], 10);
    }
    for (const [code, reference] of scores.classes.entries()) {
      for (const name of ['ap', 'ap50', 'ap75'] as const) {
        const value = own.classes[code]?.[name];
        if (reference[name] === null) expect(value).toBeNaN();
        else expect(value).toBeCloseTo(reference[name], 10);
      }
    }
  },
);

test('a box found twice counts once: half of what is told is wrong', () => {
  const box = { code: 0, x1: 0, y1: 0, x2: 10, y2: 10 };
  const truth = [{ ...box, crowd: false }];
  const other = { ...box, x1: 50, x2: 60 };
  const twice = averagePrecision(
    [
      {
        truth,
        found: [
          { ...box, score: 0.9 },
          { ...box, score: 0.8 },
        ],
      },
    ],
    1,
  );
  expect(twice.mAP).toBeCloseTo(1);
  const wrongFirst = averagePrecision(
    [
      {
        truth,
        found: [
          { ...other, score: 0.95 },
          { ...box, score: 0.9 },
        ],
      },
    ],
    1,
  );
  expect(wrongFirst.mAP50).toBeCloseTo(0.5);
});

function boxOf([, code = 1, x = 0, y = 0, width = 0, height = 0]: readonly number[]) {
  return { code: code - 1, x1: x, y1: y, x2: x + width, y2: y + height };
}
