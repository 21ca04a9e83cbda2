import { expect, test } from 'vitest';
import type { TrueBox } from '../../src/detect/box.js';
import { searchInThreads } from '../../src/fit/search-in-threads.js';
import { resolveDetection } from '../../src/options/resolve-detection.js';
import { noDetectionRecord } from '../../src/run/detection-record.js';
import { startBudget } from '../../src/search/budget.js';

const SIDE = 32;
const frame = { width: SIDE, height: SIDE };
const count = 24;

/** Each picture has a wedge that points to the left or to the right, and a class of its own for both. */
function wedges() {
  const pixels = new Uint8Array(count * SIDE * SIDE * 3);
  const boxes = Array.from({ length: count }, (_, row): TrueBox[] => {
    const code = row % 2;
    const [left, top] = [row % 12, (row * 7) % 16];
    for (let y = 0; y < 16; y++) {
      for (let x = 0; x < 16; x++) {
        const across = code === 0 ? x : 15 - x;
        const from = ((row * SIDE + top + y) * SIDE + left + x) * 3;
        pixels.fill(Math.abs(y - 7.5) < across / 2 ? 250 : 60, from, from + 3);
      }
    }
    return [{ code, x1: left, y1: top, x2: left + 16, y2: top + 16, crowd: false }];
  });
  return { frame, pixels, boxes, sizes: boxes.map(() => frame) };
}

test('where mirror images look like other classes, that is told before the search', async () => {
  const set = wedges();
  const pictures = set.boxes.map((boxes, i) => ({ image: `${i}`, file: `${i}`, ...frame, boxes }));
  const table = { classes: ['left', 'right'], pictures, notes: [], warnings: [] };
  const notes: string[] = [];
  const settings = resolveDetection({
    task: 'detection',
    trials: 1,
    workers: 1,
    onProgress: (event) => {
      if (event.kind === 'note') notes.push(event.message);
    },
  });
  const stop = new AbortController();
  stop.abort();
  const budget = startBudget({ trials: 1, timeLimit: undefined }, 0, stop.signal);
  const firsts = Int32Array.from(pictures, (_, i) => i);
  const parts = [0, 1, 2].map((part) => [...firsts].filter((row) => row % 3 === part));
  const place = { firsts, parts, budget, record: noDetectionRecord };
  const searched = await searchInThreads(table, set, settings, place);
  budget.close();
  expect(searched.members).toEqual([]);
  expect(notes).toEqual([
    'mirror images of things look like other classes: pictures are learnt from and seen as they are alone',
  ]);
});
