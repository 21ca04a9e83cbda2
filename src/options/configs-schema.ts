import { z } from 'zod';
import { paramsSchema } from '../space/space-schema.js';

const configSchema = z.strictObject({ family: z.string(), params: paramsSchema.default({}) });

export type ReadConfig = z.infer<typeof configSchema>;

/** What a file of configurations to begin with may hold. */
export const configsSchema = z.array(configSchema).min(1);

/** What a portfolio may hold that goes by the rows of a table. */
export const portfolioSchema = z.strictObject({ few: configsSchema, many: configsSchema });
