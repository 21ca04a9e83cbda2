import { expect, test } from 'vitest';
import { detectBoxes, toldBoxes } from '../../src/detect/detector.js';
import { nothingSearched, type SearchedDetectors } from '../../src/detect/search-detectors.js';
import { stateOfSearch } from '../../src/detect/state-of-search.js';

const truth = [{ code: 0, x1: 4, y1: 4, x2: 20, y2: 20, crowd: false }];
const pictures = [0, 1, 2, 3].map((i) => ({
  ...{ image: `${i}`, file: `${i}`, width: 32, height: 32 },
  boxes: truth,
}));
const table = { classes: ['x'], pictures, notes: [], warnings: [] };
const parts = [[0], [1], [2, 3]];

/** A search whose network finds a box with this left edge on these pictures. */
function searchWith(x1: number, rows: readonly number[]): SearchedDetectors {
  const config = { side: 32, width: 8, depth: 1, learningRate: 0.001 };
  const member = { config, parameters: new Float32Array(3) };
  const found = [{ code: 0, score: 0.7, x1, y1: 4, x2: 20, y2: 20 }];
  return {
    ...nothingSearched(),
    members: [member as unknown as SearchedDetectors['members'][number]],
    judged: rows.map((row) => ({ row, truth, found })),
    choseToo: true,
  };
}

test('the networks answer where the mean boxes are no better on the same pictures, or none judged', () => {
  const { state } = stateOfSearch(table, parts, searchWith(5, [0, 1]));
  expect(state).toMatchObject({ threshold: 0.7, validation: { mAP50: 1, choseToo: true } });
  expect(state.detectors).toHaveLength(1);
  expect(stateOfSearch(table, parts, searchWith(5, [])).state.detectors).toHaveLength(1);
});

test('the mean boxes answer where they are better, by their own threshold and scores', () => {
  const { state, judged } = stateOfSearch(table, parts, searchWith(18, [0, 1]));
  expect(state).toMatchObject({ detectors: [], threshold: 1 });
  expect(state.validation).toMatchObject({ mAP50: 1, pictures: 2 });
  expect(judged.map(({ row, found }) => [row, found[0]?.x1])).toEqual([
    [0, 4],
    [1, 4],
  ]);
  expect(state.validation).not.toHaveProperty('choseToo');
  expect(state.leaderboard.map(({ name }) => name)).toEqual(['mean-boxes', 'detector']);
});

test('kept mean boxes are told though the parts that judge have more bare pictures than the others', () => {
  const bare = [0, 1].map((i) => ({
    ...{ image: `bare${i}`, file: '', width: 32, height: 32 },
    boxes: [],
  }));
  const some = { ...table, pictures: [...bare, ...pictures] };
  // Mean boxes of the others have scores of 3 in 4 and 4 in 5, the saved ones of 4 in 6.
  const { state } = stateOfSearch(some, [[3, 4, 5], [0, 2], [1]], searchWith(18, [0, 1, 2]));
  expect(state).toMatchObject({ detectors: [], threshold: 0.666 });
  const picture = { width: 32, height: 32, pixels: new Uint8Array(32 * 32 * 3) };
  expect(toldBoxes(state, detectBoxes(state, picture))).toHaveLength(1);
});
