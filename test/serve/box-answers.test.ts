import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import type { DetectorState } from '../../src/detect/detector-state.js';
import { encodePng } from '../../src/image/encode-png.js';
import { whitePicture } from '../../src/image/picture.js';
import { detectorPage } from '../../src/report/detector-page.js';
import { openBoxAnswers } from '../../src/serve/box-answers.js';
import type { Job } from '../../src/serve/job.js';
import { detectorDocument } from '../../src/serve/open-api.js';

/** The baseline alone: two boxes on every picture, as shares of its sides. */
const state: DetectorState = {
  kind: 'detection',
  classes: ['cat', 'dog'],
  pictures: 60,
  detectors: [],
  meanBoxes: [
    { code: 1, score: 0.9, x1: 0.1, y1: 0.2, x2: 0.5, y2: 0.6 },
    { code: 0, score: 0.3, x1: 0, y1: 0, x2: 1, y2: 1 },
  ],
  threshold: 0.5,
  validation: { pictures: 60, mAP50: 0.1, mAP75: 0.1, mAP: 0.1, classes: [] },
  leaderboard: [],
};
const answers = openBoxAnswers(state);
const text = Buffer.from(await encodePng(whitePicture(20, 10))).toString('base64');

async function ask(body: unknown, explain = false) {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  const job: Job = { form: 'json', bytes, explain, firstLine: 0 };
  const [answer] = (await answers([job])).answers;
  return { status: answer?.status, body: JSON.parse(answer?.body ?? '') as unknown };
}

test('each picture is answered by the boxes that are sure enough, in its pixels', async () => {
  const { status, body } = await ask([{ image: text }, { image: 'a.png' }, { image: null }]);
  expect(status).toBe(200);
  expect(body).toEqual({
    predictions: [
      { boxes: [{ label: 'dog', score: 0.9, x1: 2, y1: 2, x2: 10, y2: 6 }] },
      { error: { path: '/1/image', message: expect.stringContaining('is a path') } },
      { error: { path: '/2/image', message: 'there is no picture' } },
    ],
  });
});

test('requests that come together have room for pictures each', async () => {
  // One picture has 200 pixels.
  const bytes = new TextEncoder().encode(JSON.stringify({ image: text }));
  const job: Job = { form: 'json', bytes, explain: false, firstLine: 0 };
  const small = openBoxAnswers(state, 300);
  const { answers: found } = await small([job, job, job]);
  expect(found.map(({ status }) => status)).toEqual([200, 200, 200]);
});

test('what a detector cannot answer is refused', async () => {
  expect(await ask({ image: [text, text] })).toMatchObject({
    status: 422,
    body: { error: { path: '/image', message: 'one picture a row is answered' } },
  });
  expect(await ask({ photo: text })).toMatchObject({ status: 422 });
  expect(await ask({ image: text }, true)).toMatchObject({
    status: 400,
    body: { error: { code: 'BAD_QUERY' } },
  });
});

test('its document is valid OpenAPI 3.1 that tells of boxes, and so does its page', async () => {
  const document = detectorDocument(state);
  expect((await new Validator().validate(structuredClone(document))).errors ?? []).toEqual([]);
  const label = { enum: ['cat', 'dog'] };
  const boxes = { items: { properties: { label } } };
  expect(document).toMatchObject({
    components: { schemas: { Prediction: { properties: { boxes } } } },
  });
  const page = await detectorPage({ state, client: '', file: 'm.safetensors' }, { isServed: true });
  expect(page).toContain('A detector of cat, dog, trained on 60 pictures');
  expect(page).toContain('curl -F');
});
