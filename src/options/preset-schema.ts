import { z } from 'zod';
import { CALIBRATION_CHOICES } from '../ensemble/select-ensemble.js';
import { SAMPLERS } from '../search/samplers/samplers.js';
import { SCHEDULERS } from '../search/schedulers/schedulers.js';
import { paramsSchema, spaceSchema } from '../space/space-schema.js';
import { namesOf } from '../util/names-of.js';

const family = z.strictObject({ defaults: paramsSchema.optional(), space: spaceSchema.optional() });

/** What a preset file may hold. */
export const presetSchema = z.strictObject({
  description: z.string().default(''),
  models: z.array(z.string()).optional(),
  families: z.record(z.string(), family).optional(),
  folds: z.int().min(1).optional(),
  holdout: z.number().gt(0).lt(1).optional(),
  smallTableFolds: z.int().min(1).optional(),
  smallTable: z.int().min(0).optional(),
  metric: z.string().optional(),
  portfolio: z.string().optional(),
  opening: z.literal(['families', 'portfolio']).optional(),
  sampler: z.literal(namesOf(SAMPLERS)).optional(),
  scheduler: z.literal(namesOf(SCHEDULERS)).optional(),
  ensemble: z
    .strictObject({
      rounds: z.int().min(1).optional(),
      stacking: z.boolean().optional(),
      calibrate: z.union([z.boolean(), z.literal(CALIBRATION_CHOICES)]).optional(),
    })
    .optional(),
  refit: z.boolean().optional(),
});
