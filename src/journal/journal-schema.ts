import { z } from 'zod';
import { paramsSchema } from '../space/space-schema.js';
import { secondsSchema } from './seconds-schema.js';

const trial = z.strictObject({
  kind: z.literal('trial'),
  number: z.int().min(0),
  name: z.string(),
  config: z.strictObject({ family: z.string(), params: paramsSchema }),
  rung: z.int().min(0),
  state: z.literal(['complete', 'paused', 'screened', 'failed', 'stopped']),
  score: z.number().nullable(),
  folds: z.int().min(0),
  firstFoldScore: z.number().nullable(),
  tieLoss: z.number().nullable(),
  firstFoldTieLoss: z.number().nullable(),
  reason: z.string().nullable(),
  fitSeconds: secondsSchema,
  msPer1000Rows: z.number(),
  parameters: z.number(),
  length: z.number(),
  curve: z
    .strictObject({
      metric: z.string(),
      lengths: z.array(z.number()),
      scores: z.array(z.number()),
    })
    .optional(),
});

/** What a line of a journal may hold. */
export const eventSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('run'),
    format: z.int(),
    versions: z.record(z.string(), z.string()),
    began: z.iso.datetime(),
    metric: z.string(),
    source: z.string().nullable(),
    isCut: z.boolean().optional(),
    dataHash: z.string(),
    settings: z.json(),
    settingsHash: z.string(),
  }),
  z.strictObject({
    kind: z.literal('pace'),
    affordable: z.record(z.string(), z.number()),
  }),
  z.strictObject({
    kind: z.literal('trial'),
    stretch: z.int().min(0),
    trial,
    seconds: secondsSchema,
  }),
  z.strictObject({
    kind: z.literal('timing'),
    trial: z.int().min(0),
    rung: z.int().min(0),
    models: z.int().min(1).optional(),
    time: z.strictObject({
      models: z.number().min(0),
      preparations: z.record(z.string(), z.number().min(0)),
    }),
  }),
  z.strictObject({
    kind: z.literal('machines'),
    machines: z.array(
      z.strictObject({
        machine: z.string(),
        // Those that were written before have neither.
        trials: z.number().default(0),
        jobs: z.number(),
        refits: z.number().default(0),
        seconds: z.number(),
        lost: z.number(),
        refused: z.number(),
      }),
    ),
  }),
  z.strictObject({
    kind: z.literal('told'),
    messages: z.array(
      z.strictObject({ kind: z.literal(['note', 'warning']), message: z.string() }),
    ),
  }),
  z.strictObject({ kind: z.literal('end'), seconds: secondsSchema }),
  z.strictObject({
    kind: z.literal('more'),
    seconds: secondsSchema,
    trials: z.int().min(1).nullable(),
    timeLimit: z.number().min(0).nullable(),
    since: z.number().min(0),
  }),
]);
