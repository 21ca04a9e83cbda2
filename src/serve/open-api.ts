import type { DetectorState } from '../detect/detector-state.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { middlePlace } from '../predictor/quantile-answers.js';
import { PART_NAMES } from '../schema/code-part.js';
import type { Json } from '../util/json.js';
import { percent } from '../util/percent.js';
import { VERSION } from '../util/version.js';
import { detectorSchema, type FieldSchema, type ModelSchema, modelSchema } from './model-schema.js';

type JsonObject = { readonly [key: string]: Json };

const PICTURES = 'a picture as base64 or a data URI; several as a list';
/** Levels that a description tells. */
const MOST_LEVELS = 50;

/** OpenAPI 3.1 of the routes, with the row of this model. */
export function openApiDocument(state: PredictorState): JsonObject {
  const model = modelSchema(state);
  return documentOf(model, predictionOf(model), pointsOf(state));
}

/** The same of a detector. */
export function detectorDocument(state: DetectorState): JsonObject {
  const model = detectorSchema(state);
  return documentOf(model, boxesOf(model), new Set());
}

function documentOf(
  model: ModelSchema,
  prediction: JsonObject,
  points: ReadonlySet<string>,
): JsonObject {
  return {
    openapi: '3.1.0',
    info: {
      title: `Predicting ${model.label}`,
      version: VERSION,
      description: `A ${model.task} model, fitted to ${model.rows} rows.`,
    },
    servers: [{ url: '/' }],
    security: [{}, { bearer: [] }],
    paths: pathsOf(),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { ...schemasOf(model, points), Prediction: prediction },
    },
  };
}

/** The columns of points, which GeoJSON has as objects. */
function pointsOf({ schema }: PredictorState): ReadonlySet<string> {
  const points = schema.columns.filter(
    ({ parser }) => parser?.kind === 'numeric' && parser.form === 'point',
  );
  return new Set(points.map(({ name }) => name));
}

function schemasOf(model: ModelSchema, points: ReadonlySet<string>): JsonObject {
  const { columns } = model;
  const names = columns.map(({ name }) => name);
  const list = { type: 'array', items: ref('Row'), minItems: 1 };
  return {
    Row: {
      type: 'object',
      description:
        'One row by column name. All are required: null says that a value is missing. The value of "a.b" may stand in an object, as { "a": { "b": 1 } }.',
      properties: Object.fromEntries(
        columns.map((column) => [column.name, fieldOf(column, points.has(column.name))]),
      ),
      required: names.filter((name) => !name.includes('.')),
      additionalProperties: true,
    },
    Rows: {
      anyOf: [
        ref('Row'),
        list,
        // Where a column has this name, it is that of a row.
        ...(names.includes('rows')
          ? []
          : [{ type: 'object', properties: { rows: list }, required: ['rows'] }]),
      ],
    },
    RowForm: formOf(model),
    RowError: {
      type: 'object',
      properties: {
        error: {
          type: 'object',
          properties: {
            path: { type: 'string', description: 'A JSON pointer to the field.' },
            message: { type: 'string' },
          },
          required: ['path', 'message'],
        },
      },
      required: ['error'],
    },
    Predictions: {
      type: 'object',
      properties: {
        predictions: {
          type: 'array',
          description: 'In the order of the rows.',
          items: { oneOf: [ref('Prediction'), ref('RowError')] },
        },
        notes: { type: 'array', items: { type: 'string' } },
      },
      required: ['predictions'],
    },
    Error: errorSchema(),
  };
}

function errorSchema(): JsonObject {
  const text = { type: 'string' };
  return {
    type: 'object',
    properties: {
      error: {
        type: 'object',
        properties: { code: text, message: text, path: text, hint: text },
        required: ['code', 'message'],
      },
    },
    required: ['error'],
  };
}

function predictionOf({ classes, task, intervals, quantiles }: ModelSchema): JsonObject {
  const number = { type: ['number', 'null'] };
  const explanation = { type: 'object', description: 'What each column adds, with explain=1.' };
  if (quantiles) return quantilesOf(quantiles, explanation);
  const value =
    task === 'regression' ? number : { type: ['string', 'null'], enum: [...classes, null] };
  const chances = {
    type: 'object',
    properties: Object.fromEntries(classes.map((name) => [name, number])),
    required: classes,
  };
  const sure = intervals === undefined ? {} : sureOf(task === 'regression', classes, intervals);
  return {
    type: 'object',
    properties: {
      value,
      ...sure,
      ...(task !== 'regression' && { probabilities: chances }),
      explanation,
    },
    required: task === 'regression' ? ['value'] : ['value', 'probabilities'],
  };
}

/** The value nearest to the median, and an answer for each quantile by its name. */
function quantilesOf(quantiles: readonly number[], explanation: JsonObject): JsonObject {
  const names = quantiles.map(String);
  const answer = (quantile: string) => ({
    type: ['number', 'null'],
    description: `What the true number is at or below with probability ${quantile}.`,
  });
  return {
    type: 'object',
    properties: {
      value: {
        type: ['number', 'null'],
        description: `The answer for the quantile ${names[middlePlace(quantiles)]}.`,
      },
      quantiles: {
        type: 'object',
        description: 'They never cross: each is at least as large as the one before it.',
        properties: Object.fromEntries(names.map((name) => [name, answer(name)])),
        required: names,
      },
      explanation,
    },
    required: ['value', 'quantiles'],
  };
}

/** The ends of an interval, or a set of classes. */
function sureOf(isNumber: boolean, classes: readonly string[], intervals: number): JsonObject {
  const share = percent(intervals);
  if (!isNumber) {
    const items = { type: 'string', enum: classes };
    const description = `Classes that the true one is among in ${share} of rows like those of training, the most probable first.`;
    return { set: { type: 'array', items, description } };
  }
  const end = (which: string) => ({
    type: ['number', 'null'],
    description: `The ${which} end of an interval that covers the true number in ${share} of rows like those of training; null where it has no end.`,
  });
  return { low: end('lower'), high: end('upper') };
}

/** The surest first, in pixels of the picture from its left and its top. */
function boxesOf({ classes }: ModelSchema): JsonObject {
  const number = { type: 'number' };
  const box = {
    type: 'object',
    properties: {
      label: { type: 'string', enum: classes },
      score: number,
      x1: number,
      y1: number,
      x2: number,
      y2: number,
    },
    required: ['label', 'score', 'x1', 'y1', 'x2', 'y2'],
  };
  const boxes = { type: 'array', items: box };
  return { type: 'object', properties: { boxes }, required: ['boxes'] };
}

/** What cells may be written as. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  numeric: ['number', 'string', 'boolean', 'null'],
  categorical: ['string', 'number', 'boolean', 'null'],
  boolean: ['boolean', 'string', 'number', 'null'],
  datetime: ['string', 'number', 'null'],
  text: ['string', 'number', 'boolean', 'null'],
  list: ['string', 'array', 'number', 'boolean', 'null'],
  image: ['string', 'array', 'null'],
};

const SCALARS = ['string', 'number', 'boolean', 'null'];
/** Of kinds whose lists hold no others. */
const ITEMS: Readonly<Record<string, readonly string[]>> = { image: ['string'] };

function fieldOf(field: FieldSchema, isPoint: boolean): JsonObject {
  const { kind, example } = field;
  const scalar = TYPES[kind];
  if (!scalar) throw new Error(`no type for a column of kind ${kind}`);
  const type = isPoint ? [...scalar, 'array', 'object'] : scalar;
  return {
    type,
    description: describe(field),
    ...(type.includes('array') && { items: { type: ITEMS[kind] ?? SCALARS } }),
    ...(example !== undefined && { examples: [example] }),
  };
}

/** One row as a form sends it: pictures as files. */
function formOf({ columns }: ModelSchema): JsonObject {
  const text = { type: 'string' };
  const file = { type: 'string', format: 'binary', contentMediaType: 'image/*' };
  const fields = columns.map(({ name, kind }) => [name, kind === 'image' ? file : text]);
  const required = columns.map(({ name }) => name);
  return { type: 'object', properties: Object.fromEntries(fields), required };
}

function describe(field: FieldSchema): string {
  const { kind, levels, items, words, range, unit, order, part, numbers } = field;
  const known = levels ?? items;
  const more = known && known.length > MOST_LEVELS ? ', …' : '';
  return [
    kind === 'image' ? PICTURES : kind,
    part && `whole codes, of which ${PART_NAMES[part]} counts`,
    numbers && `two numbers a cell: ${numbers.join(' and ')}`,
    unit && `in ${unit}`,
    order && `written ${order}`,
    words && `${words[0]} or ${words[1]}`,
    range && `training had ${range[0]} to ${range[1]}`,
    known && `training had ${known.slice(0, MOST_LEVELS).join(', ')}${more}`,
  ]
    .filter(Boolean)
    .join('; ');
}

function pathsOf(): JsonObject {
  const get = (operationId: string, summary: string, type: string, schema: JsonObject) => ({
    get: {
      operationId,
      summary,
      responses: {
        '200': { description: 'It is answered.', content: { [type]: { schema } } },
        default: refused(),
      },
    },
  });
  const object = { type: 'object' };
  const text = { type: 'string' };
  return {
    '/predict': { post: predictOperation() },
    '/schema': get('schema', 'Columns, task and classes.', 'application/json', object),
    '/health': get(
      'health',
      'Whether it answers, and with which model.',
      'application/json',
      object,
    ),
    '/metrics': get('metrics', 'Figures for Prometheus.', 'text/plain', text),
    '/openapi.json': get('openApi', 'This document.', 'application/json', object),
    '/': get('page', 'A page with the model in it.', 'text/html', text),
  };
}

function predictOperation(): JsonObject {
  const text = { schema: { type: 'string' } };
  return {
    operationId: 'predict',
    summary: 'Predicts rows.',
    parameters: [
      {
        name: 'explain',
        in: 'query',
        description: 'With 1, what each column adds; for 16 rows at most.',
        schema: { type: 'string', enum: ['0', '1'] },
      },
    ],
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: ref('Rows') },
        'text/csv': text,
        'application/x-ndjson': text,
        'multipart/form-data': { schema: ref('RowForm') },
      },
    },
    responses: {
      '200': {
        description: 'Predictions in the order of the rows; of NDJSON a line each.',
        content: {
          'application/json': { schema: ref('Predictions') },
          'application/x-ndjson': text,
        },
      },
      '422': refused(),
      default: refused(),
    },
  };
}

function refused(): JsonObject {
  return {
    description: 'It is refused.',
    content: { 'application/json': { schema: ref('Error') } },
  };
}

function ref(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}
