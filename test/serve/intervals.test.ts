import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import type { PredictorState } from '../../src/predictor/predictor-state.js';
import { openAnswers } from '../../src/serve/answer-jobs.js';
import { modelSchema } from '../../src/serve/model-schema.js';
import { openApiDocument } from '../../src/serve/open-api.js';
import { sureModels } from '../fixtures/sure-models.js';

const { number, classes } = await sureModels();
const row = { x: 0.9 };

async function answerOf(state: PredictorState): Promise<unknown> {
  const bytes = new TextEncoder().encode(JSON.stringify(row));
  const job = { form: 'json', bytes, explain: false, firstLine: 0 } as const;
  const [answer] = (await openAnswers(state)([job])).answers;
  return JSON.parse(answer?.body ?? '').predictions;
}

test('a service answers the ends of intervals, and sets of classes', async () => {
  expect(await answerOf(number.state)).toEqual(await number.predictor.predictInterval([row]));
  const [told] = await classes.predictor.predictSet([row]);
  expect(await answerOf(classes.state)).toEqual([
    { ...told, probabilities: (await classes.predictor.predictProba([row]))[0] },
  ]);
});

test('ends that are not finite are null', async () => {
  const { uncertainty } = number.state;
  if (!uncertainty) throw new Error('no intervals');
  const wide = { ...number.state, uncertainty: { ...uncertainty, coverage: 0.999 } };
  expect(await answerOf(wide)).toMatchObject([{ low: null, high: null }]);
});

test('its schema tells of them', async () => {
  expect(modelSchema(number.state).intervals).toBe(0.9);
  for (const { state } of [number, classes]) {
    const document = openApiDocument(state);
    const { errors } = await new Validator().validate(structuredClone(document));
    expect(errors ?? []).toEqual([]);
    expect(JSON.stringify(document)).toContain('in 90 % of rows like those of training');
  }
});
