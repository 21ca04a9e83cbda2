import { beforeAll, expect, test } from 'vitest';
import { createScene, type Scene } from '../../bench/faults/scene.js';
import { tempFolder } from '../fixtures/temp-folder.js';
import { attempt } from './attempt.js';

const folder = tempFolder();
let scene: Scene;
beforeAll(async () => {
  scene = await createScene(folder.path, 3);
});

// Kills are in test/real/kills.test.ts.
test.each([
  ['worker threads that end in the middle of a job', 'thread-killed', 0],
  ['worker threads that end in the middle of a job', 'thread-killed', 1],
  ['a process that is stopped for a while', 'controller-stopped', 0],
  ['a clock that jumps back by an hour', 'clock-back', 0],
  ['a clock that jumps back by an hour', 'clock-back', 1],
])(
  'a search survives %s, without a trial lost or another model: %s (%i)',
  async (_, kind, seed) => {
    expect(await attempt(scene, kind, seed)).toEqual({ struck: true });
  },
);
