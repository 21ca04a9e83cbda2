import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { openLivingModel } from '../../src/report/page/living-model.js';
import { openAnswers } from '../../src/serve/answer-jobs.js';
import { modelSchema } from '../../src/serve/model-schema.js';
import { openApiDocument } from '../../src/serve/open-api.js';
import { quantileModel } from '../fixtures/quantile-model.js';

const { state, predictor } = await quantileModel();
const row = { x: 0.9, noise: 0 };

test('a service answers each quantile by its name, and explains the middle one', async () => {
  const bytes = new TextEncoder().encode(JSON.stringify(row));
  const job = { form: 'json', bytes, explain: true, firstLine: 0 } as const;
  const [answer] = (await openAnswers(state)([job])).answers;
  const [{ explanation, ...told }] = JSON.parse(answer?.body ?? '').predictions;
  const [own = []] = await predictor.predictQuantiles([row]);
  expect(told).toEqual({ value: own[1], quantiles: { 0.1: own[0], 0.5: own[1], 0.9: own[2] } });
  expect(explanation.outputs).toHaveLength(1);
  expect(explanation.outputs[0].answer).toBe(own[1]);
});

test('its schema and its document tell of them', async () => {
  expect(modelSchema(state)).toMatchObject({ task: 'quantile', quantiles: [0.1, 0.5, 0.9] });
  const document = openApiDocument(state);
  const { errors } = await new Validator().validate(structuredClone(document));
  expect(errors ?? []).toEqual([]);
  expect(document).toMatchObject({
    components: {
      schemas: {
        Prediction: {
          properties: { quantiles: { required: ['0.1', '0.5', '0.9'] } },
          required: ['value', 'quantiles'],
        },
      },
    },
  });
  expect(JSON.stringify(document)).not.toContain('probabilities');
});

test('a form answers all quantiles and explains the middle one', async () => {
  const living = openLivingModel(state);
  const [own = []] = await predictor.predictQuantiles([row]);
  expect(living.answer([[0.9, 0]])).toMatchObject([{ value: own[1], quantiles: own }]);
  const { base, answer, columns } = await living.explain([0.9, 0], new AbortController().signal);
  expect(answer).toBe(own[1]);
  const sum = columns.reduce((all, { share }) => all + share, base);
  expect(sum).toBeCloseTo(answer, 6);
});
