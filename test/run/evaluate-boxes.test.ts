import { expect, test } from 'vitest';
import { encodePng } from '../../src/image/encode-png.js';
import { whitePicture } from '../../src/image/picture.js';
import { evaluateBoxes } from '../../src/run/evaluate-boxes.js';
import { meanBoxesState } from '../fixtures/mean-boxes-state.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const file = folder.write('a.png', await encodePng(whitePicture(20, 20)));
const box = { code: 0, x1: 5, y1: 5, x2: 15, y2: 15, crowd: false };
const picture = { image: 'a', file, width: 20, height: 20, boxes: [box] };
const table = { classes: ['x'], pictures: [picture, picture, picture], notes: [], warnings: [] };

test('pictures that cannot be read are a mistake, or set aside and told', async () => {
  const broken = { ...picture, file: folder.write('broken.png', 'no picture') };
  const half = { ...table, pictures: [broken, picture] };
  await expect(evaluateBoxes(meanBoxesState, half)).rejects.toMatchObject({ code: 'BAD_PICTURE' });
  const own = await evaluateBoxes(meanBoxesState, half, { skipBad: true });
  expect(own).toMatchObject({ pictures: 1, boxes: 1 });
  expect(own.mAP50).toBeCloseTo(1, 12);
  expect(own.notes).toEqual([
    expect.stringMatching(/^1 picture of 2 cannot be used: .*broken\.png.*; set aside$/),
  ]);
  const none = { ...table, pictures: [broken] };
  await expect(evaluateBoxes(meanBoxesState, none, { skipBad: true })).rejects.toMatchObject({
    code: 'BAD_PICTURE',
  });
});

test('pictures that there is no time for are no misses', async () => {
  let looked = 0;
  const own = await evaluateBoxes(meanBoxesState, table, { isOver: () => looked++ === 2 });
  expect(own).toMatchObject({ pictures: 2, boxes: 2, mAP50: 1 });
  expect(own.counts.missed).toEqual([0]);
});
