import { expect, test } from 'vitest';
import type { DetectorState } from '../../src/detect/detector-state.js';
import type { TrainedDetector } from '../../src/detect/trained-detector.js';
import { betterDetector } from '../../src/run/better-detector.js';
import { meanBoxesState } from '../fixtures/mean-boxes-state.js';

function detectorOf(mAP50: number, choseToo = false): DetectorState {
  const validation = {
    ...meanBoxesState.validation,
    mAP50,
    ...(choseToo && { choseToo: true as const }),
  };
  return { ...meanBoxesState, detectors: [{} as TrainedDetector], validation };
}

test('of two detectors the better one stays, of equal ones the later', () => {
  const [worse, better, equal] = [detectorOf(0.4), detectorOf(0.5), detectorOf(0.5)];
  expect(betterDetector(better, worse)).toBe(better);
  expect(betterDetector(worse, better)).toBe(better);
  expect(betterDetector(better, equal)).toBe(equal);
  expect(betterDetector(undefined, worse)).toBe(worse);
  expect(betterDetector(worse, meanBoxesState)).toBe(worse);
});

test('a score on pictures that chose is no reason to keep a detector before one that was judged by others', () => {
  const [flattered, judged] = [detectorOf(0.9, true), detectorOf(0.5)];
  expect(betterDetector(flattered, judged)).toBe(judged);
  expect(betterDetector(judged, flattered)).toBe(judged);
  expect(betterDetector(flattered, meanBoxesState)).toBe(flattered);
  const less = detectorOf(0.8, true);
  expect(betterDetector(flattered, less)).toBe(flattered);
});
