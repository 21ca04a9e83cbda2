import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { modelSchema } from '../../src/serve/model-schema.js';
import { openApiDocument } from '../../src/serve/open-api.js';
import { servedModel } from '../fixtures/served.js';

const { state } = await servedModel();

test('the document of a model is valid OpenAPI 3.1', async () => {
  const document = openApiDocument(state);
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
  expect(document.openapi).toBe('3.1.0');
});

test('its row has the columns of the model with what they take', () => {
  const { components } = openApiDocument(state) as unknown as {
    readonly components: { readonly schemas: Readonly<Record<string, RowSchema>> };
  };
  const { Row } = components.schemas;
  expect(Row?.required).toEqual(['age', 'price', 'city', 'member', 'since', 'tags', 'note']);
  expect(Row?.properties.age?.type).toEqual(['number', 'string', 'null']);
  expect(Row?.properties.city?.description).toContain('Bergen, Oslo, Tromsø');
});

interface RowSchema {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, { type: string[]; description: string }>>;
}

test('the schema tells kinds, levels, ranges, task and classes', () => {
  const { columns, ...rest } = modelSchema(state);
  expect(rest).toEqual({
    ...{ label: 'y', task: 'regression', classes: [], positive: null, metric: 'rmse', rows: 120 },
  });
  expect(columns[0]).toMatchObject({ name: 'age', kind: 'numeric', range: [20, 69] });
  expect(columns[1]).toMatchObject({ name: 'price', kind: 'numeric', unit: '€' });
  expect(columns[2]).toMatchObject({ name: 'city', levels: ['Bergen', 'Oslo', 'Tromsø'] });
  expect(columns[3]).toMatchObject({ name: 'member', kind: 'boolean', words: ['yes', 'no'] });
  expect(columns[4]?.range?.[0]).toBe('2023-01-01T00:00:00.000Z');
  expect(columns[5]).toMatchObject({ name: 'tags', items: ['big', 'new', 'old'] });
});
