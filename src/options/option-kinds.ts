import { z } from 'zod';
import { paramsSchema } from '../space/space-schema.js';
import type { FitOptions } from './fit-options.js';
import { presetSchema } from './preset-schema.js';
import type { ResumeOptions } from './resume-options.js';

const { families, ensemble } = presetSchema.shape;
const text = z.string();
const flag = z.boolean();
const number = z.number();
const texts = z.array(text);
const place = text.min(1);
/** What can be read is for the reader to say. */
const data = z.union([
  place,
  z.custom((value) => typeof value === 'object' && value !== null, { error: 'data' }),
]);
/** What one of the user's own lacks is for the metrics to say. */
const metric = z.union([
  text,
  z.custom((value) => ['object', 'function'].includes(typeof value) && value !== null, {
    error: 'a metric of your own',
  }),
]);
const config = z.strictObject({ family: text, params: paramsSchema });

/**
 * The kind of value that each option of `fit` takes, for those who call it without TypeScript. Which words and numbers there
 * are is for the part of the program to say that uses them.
 */
export const optionKinds = {
  label: z.union([text, number]),
  timeLimit: z.union([text, number]),
  inferLimit: z.union([text, number]),
  trials: number,
  preset: place,
  models: texts,
  excludeModels: texts,
  families,
  metric,
  costs: z.record(text, z.record(text, number)),
  portfolio: text,
  opening: text,
  sampler: text,
  scheduler: text,
  ensemble,
  folds: number,
  holdout: number,
  smallTable: number,
  smallTableFolds: number,
  task: text,
  loss: text,
  quantiles: z.array(number),
  monotone: z.record(text, text),
  positive: text,
  test: data,
  honest: flag,
  validation: data,
  force: flag,
  weight: text,
  classWeights: z.union([text, z.record(text, number)]),
  group: text,
  timeColumn: text,
  types: z.record(text, text),
  ignore: texts,
  header: flag,
  skipBadRows: flag,
  delimiter: text,
  quote: text,
  sheet: z.union([text, number]),
  images: place,
  backbone: place,
  missing: texts,
  order: z.record(text, texts),
  keep: texts,
  maxFeatures: number,
  refit: flag,
  intervals: number,
  report: flag,
  tidy: flag,
  enqueue: z.union([place, z.array(config)]),
  seed: number,
  workers: number,
  memory: z.union([text, number]),
  redis: text,
  localWorkers: number,
  lag: number,
  kernels: text,
  out: place,
  signal: z.instanceof(AbortSignal),
  onProgress: z.custom((value) => typeof value === 'function', { error: 'a function' }),
} satisfies Record<keyof FitOptions, z.ZodType>;

/** The same of `resume`. */
export const resumeKinds = {
  workers: number,
  metric,
  redis: text,
  localWorkers: number,
  signal: optionKinds.signal,
  onProgress: optionKinds.onProgress,
  timeLimit: optionKinds.timeLimit,
  trials: z.union([number, text]),
  refit: flag,
} satisfies Record<keyof ResumeOptions, z.ZodType>;
