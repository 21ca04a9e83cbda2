import { z } from 'zod';
import { paramsSchema } from '../space/space-schema.js';

/** What a file of configurations to begin with may hold. */
export const configsSchema = z
  .array(z.strictObject({ family: z.string(), params: paramsSchema.default({}) }))
  .min(1);
