import { expect, test, vi } from 'vitest';
import type { DetectorOutcome } from '../../src/detect/detector-job.js';
import { nothingSearched, type SearchedDetectors } from '../../src/detect/search-detectors.js';
import { encodePng } from '../../src/image/encode-png.js';
import { fit } from '../../src/index.js';
import { squarePictures } from '../fixtures/square-pictures.js';
import { tempFolder } from '../fixtures/temp-folder.js';

let searched = nothingSearched();
vi.mock('../../src/fit/search-in-threads.js', () => ({ searchInThreads: async () => searched }));

const folder = tempFolder();
const pictures = squarePictures(10, 32, 3);
for (const [i, { picture }] of pictures.entries()) {
  folder.write(`p${i}.png`, await encodePng(picture));
}
const rows = pictures.map((_, i) => `p${i}.png,x,4,4,20,20`);
const data = folder.write('boxes.csv', `image,label,x1,y1,x2,y2\n${rows.join('\n')}\n`);

const box = { code: 0, x1: 4, y1: 4, x2: 20, y2: 20 };
const config = { side: 32, width: 8, depth: 1, learningRate: 0.001 };
const detector = { config, parameters: new Float32Array(3) };
const member = detector as unknown as SearchedDetectors['members'][number];
const done: DetectorOutcome = {
  ...{ kind: 'done', detector: member, epochs: 1, seconds: 1, trainSeconds: 1, found: [] },
};
const failed: DetectorOutcome = { kind: 'failed', reason: 'training diverged' };
const stopped: DetectorOutcome = { kind: 'stopped' };

/** What a run warns of whose networks end so. */
async function warnings(finals: readonly DetectorOutcome[], choseToo: boolean) {
  const judged = [{ row: 0, truth: [{ ...box, crowd: false }], found: [{ ...box, score: 0.7 }] }];
  searched = { ...nothingSearched(), members: [member], finals, judged, choseToo };
  const told: string[] = [];
  const { summary } = await fit(data, {
    task: 'detection',
    trials: 1,
    onProgress: (event) => {
      if (event.kind === 'warning') told.push(event.message);
    },
  });
  expect(summary.failure).toBeUndefined();
  return told.filter((message) => /trained|candidate|too high/.test(message));
}

const TOO_HIGH = 'are those that its scores are of, which may be too high';
const KEPT = 'so the best candidate is saved, trained for less long';

test.each<[string, readonly DetectorOutcome[], boolean, readonly string[]]>([
  [
    'one of two',
    [done, failed],
    false,
    ['1 of 2 networks could not be trained: training diverged'],
  ],
  [
    'both, and one candidate answers',
    [failed, failed],
    false,
    [`2 of 2 networks could not be trained, ${KEPT}: training diverged`],
  ],
  [
    'both, and the best of the candidates answers',
    [failed, failed],
    true,
    [
      `2 of 2 networks could not be trained, ${KEPT}: training diverged`,
      `the pictures that chose the candidate ${TOO_HIGH}`,
    ],
  ],
  [
    'none, but there was no time',
    [stopped, stopped],
    true,
    [`there was no time to train the chosen network anew: the pictures that chose it ${TOO_HIGH}`],
  ],
  ['none', [done, done], false, []],
])('networks that fail in the end are told of: %s', async (_, finals, choseToo, told) => {
  expect(await warnings(finals, choseToo)).toEqual(told);
});
