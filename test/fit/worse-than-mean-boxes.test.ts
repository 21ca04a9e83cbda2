import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { nothingSearched, type SearchedDetectors } from '../../src/detect/search-detectors.js';
import { encodePng } from '../../src/image/encode-png.js';
import { fit, loadDetector } from '../../src/index.js';
import { squarePictures } from '../fixtures/square-pictures.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const truth = [{ code: 0, x1: 4, y1: 4, x2: 20, y2: 20, crowd: false }];
const found = (x1: number) => [{ code: 0, score: 0.7, x1, y1: 4, x2: 20, y2: 20 }];
let searched = nothingSearched();
vi.mock('../../src/fit/search-in-threads.js', () => ({ searchInThreads: async () => searched }));

const folder = tempFolder();
const pictures = [...squarePictures(9, 32, 3), ...squarePictures(1, 64, 3)];
for (const [i, { picture }] of pictures.entries()) {
  folder.write(`p${i}.png`, await encodePng(picture));
}
// The mean boxes find all of them.
const rows = pictures.map((_, i) => `p${i}.png,x,${i < 9 ? '4,4,20,20' : '8,8,40,40'}`);
const data = folder.write('boxes.csv', `image,label,x1,y1,x2,y2\n${rows.join('\n')}\n`);

/** A search whose network finds boxes with this left edge. */
function searchWith(x1: number): SearchedDetectors {
  const config = { side: 32, width: 8, depth: 1, learningRate: 0.001 };
  const member = { config, parameters: new Float32Array(3) };
  const judged = [0, 1, 2, 9].map((row) => ({ row, truth, found: found(x1) }));
  return {
    ...nothingSearched(),
    members: [member as unknown as SearchedDetectors['members'][number]],
    judged,
    choseToo: true,
    failure: 'one of them failed',
  };
}

test('networks that find less than the mean boxes are not what is saved, which is told', async () => {
  searched = searchWith(18);
  const told: string[] = [];
  const { summary, info } = await fit(data, {
    task: 'detection',
    trials: 1,
    out: folder.at('run'),
    onProgress: (event) => {
      if ('message' in event) told.push(event.message);
    },
  });
  expect(told).toContain(
    'the networks find less than the mean boxes on the same pictures held out (mAP50), so the mean boxes are saved; give more time',
  );
  expect(told.filter((message) => message.includes('the chosen network'))).toEqual([]);
  expect(summary.leaderboard.map(({ name, mAP50 }) => [name, mAP50])).toEqual([
    ['mean-boxes', 1],
    ['detector', 0],
  ]);
  expect(summary).toMatchObject({ scoreValidation: { mAP50: 1 } });
  expect(summary.failure).toBeUndefined();
  expect(info).toMatchObject({ frame: undefined, threshold: 1, validation: { pictures: 4 } });
  expect(info.validation.choseToo).toBeUndefined();
  const loaded = await loadDetector(folder.at('run'));
  expect((await loaded.predict([folder.at('p0.png')]))[0]).toMatchObject([{ x1: 4, y2: 20 }]);
  const report = readFileSync(folder.at('run/report.html'), 'utf8');
  expect(report).toContain('mean-boxes');
  expect(
    report.match(/p\d\.png: 1 found, 0 missed, 0 where nothing is<\/figcaption>/g),
  ).toHaveLength(4);
  // As they lie in the frames, whatever the sizes of the pictures.
  expect(new Set(report.match(/<rect x="[^>]*>/g)).size).toBe(1);
});
