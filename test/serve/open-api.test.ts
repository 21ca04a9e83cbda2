import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { rowFields } from '../../src/export/typescript/row-type.js';
import type { PredictorState } from '../../src/predictor/predictor-state.js';
import type { Parser } from '../../src/schema/schema.js';
import { openAnswers } from '../../src/serve/answer-jobs.js';
import { modelSchema } from '../../src/serve/model-schema.js';
import { openApiDocument } from '../../src/serve/open-api.js';
import { pictureState } from '../fixtures/picture-state.js';
import { servedModel, servedRow } from '../fixtures/served.js';

const { state } = await servedModel();

function rowOf(own: PredictorState): RowSchema | undefined {
  const { components } = openApiDocument(own) as unknown as {
    readonly components: { readonly schemas: Readonly<Record<string, RowSchema>> };
  };
  return components.schemas.Row;
}

test('the document of a model is valid OpenAPI 3.1', async () => {
  const document = openApiDocument(state);
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
  expect(document.openapi).toBe('3.1.0');
});

test('its row has the columns of the model with what they take', () => {
  const Row = rowOf(state);
  expect(Row?.required).toEqual(['age', 'price', 'city', 'member', 'since', 'tags', 'note']);
  expect(Row?.properties.age?.type).toEqual(['number', 'string', 'boolean', 'null']);
  expect(Row?.properties.city?.description).toContain('Bergen, Oslo, Tromsø');
});

const CELLS: Readonly<Record<string, readonly unknown[]>> = {
  age: [31, '31', null, true, false],
  price: [12.5, '12,50 €', null, true],
  city: ['Oslo', 5, true, null],
  member: [true, 'yes', 1, 0, null],
  since: ['2023-05-01', 20_230_501, 1_700_000_000_000, null],
  tags: ['new', ['new'], ['new', 5, null, true], [], 5, true, null],
  note: ['a house', 5, true, null],
};

test('its row takes whatever the server answers', async () => {
  const answers = openAnswers(state);
  for (const [name, cells] of Object.entries(CELLS)) {
    for (const cell of cells) {
      const bytes = new TextEncoder().encode(JSON.stringify({ ...servedRow(1), [name]: cell }));
      const job = { form: 'json', bytes, explain: false, firstLine: 0 } as const;
      const [answer] = (await answers([job])).answers;
      if (answer?.status !== 200) continue;
      const field = rowOf(state)?.properties[name];
      expect(field?.type, `${name}: ${JSON.stringify(cell)}`).toContain(typeOf(cell));
      for (const item of Array.isArray(cell) ? cell : []) {
        expect(field?.items?.type).toContain(typeOf(item));
      }
    }
  }
});

function typeOf(cell: unknown): string {
  if (cell === null) return 'null';
  return Array.isArray(cell) ? 'array' : typeof cell;
}

test('a value inside an object need not stand in its row by its path', () => {
  const { schema } = state;
  const [age] = schema.columns;
  if (!age) throw new Error('no column');
  const nested = { ...state, schema: { ...schema, columns: [{ ...age, name: 'a.b' }] } };
  expect(rowOf(nested)).toMatchObject({ required: [], properties: { 'a.b': {} } });
});

interface RowSchema {
  readonly required: readonly string[];
  readonly properties: Readonly<
    Record<string, { type: string[]; description: string; items?: { type: string[] } }>
  >;
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

test('times of day range from one to another, without a day that nobody wrote', () => {
  const order = 'time' as const;
  const columns = state.schema.columns.map((column) =>
    column.parser?.kind === 'datetime'
      ? { ...column, parser: { kind: 'datetime' as const, order } }
      : column,
  );
  const name = columns[4]?.name ?? '';
  const quantiles = Float64Array.from({ length: 101 }, (_, i) => 8 * 3_600_000 + i * 60_000);
  const spreads = [{ kind: 'numbers', name, missing: 0, quantiles }] as const;
  const own = { ...state, schema: { ...state.schema, columns }, spreads };
  expect(modelSchema(own).columns[4]).toMatchObject({ order, range: ['08:00:00', '09:40:00'] });
  expect(rowFields(own)).toContain('  /** a time of day, in training 08:00:00 to 09:40:00 */');
});

test('what is told of codes, of two numbers a cell and of shares is read as it was in training', () => {
  const changed = (place: number, parser: object) => {
    const columns = state.schema.columns.map((column, i) =>
      i === place ? { ...column, parser: { ...column.parser, ...parser } as Parser } : column,
    );
    const own = { ...state, schema: { ...state.schema, columns } };
    const { name } = columns[place] ?? { name: '' };
    const type = rowFields(own).slice(2 * place, 2 * place + 2);
    return { ...modelSchema(own).columns[place], said: rowOf(own)?.properties[name], type };
  };
  const code = changed(2, { part: 'domain', levels: ['gmail.com', 'web.de'] });
  expect(code).toMatchObject({ part: 'domain', levels: ['gmail.com', 'web.de'] });
  expect(code).not.toHaveProperty('example');
  expect(code.said?.description).toContain('of which what stands behind the @ counts');
  expect(code.said).not.toHaveProperty('examples');
  expect(code.type.join()).toContain('readonly city: string | number | null');
  const pair = changed(0, { form: 'pair', parts: ['first', 'second', 'bound'] });
  expect(pair).toMatchObject({ numbers: ['first', 'second'] });
  expect(pair).not.toHaveProperty('range');
  expect(pair).not.toHaveProperty('example');
  expect(pair.said?.description).toContain('two numbers a cell: first and second');
  expect(pair.type.join()).toContain('two numbers in a text: first and second');
  expect(changed(0, { percent: true })).toMatchObject({ unit: '%' });
  expect(changed(0, { percent: true, shares: true })).not.toHaveProperty('unit');
});

test('a column of pictures takes base64 in JSON, and a file of a form', async () => {
  const own = pictureState();
  const document = openApiDocument(own);
  expect((await new Validator().validate(structuredClone(document))).errors ?? []).toEqual([]);
  expect(rowOf(own)?.properties.photo?.type).toEqual(['string', 'array', 'null']);
  expect(document).toMatchObject({
    components: {
      schemas: { RowForm: { properties: { photo: { format: 'binary' }, x: { type: 'string' } } } },
    },
    paths: { '/predict': { post: { requestBody: { content: { 'multipart/form-data': {} } } } } },
  });
});
