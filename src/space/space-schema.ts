import { z } from 'zod';

const value = z.union([z.number(), z.string(), z.boolean()]);
const when = z
  .strictObject({
    param: z.string(),
    atLeast: z.number().optional(),
    oneOf: z.array(value).min(1).optional(),
  })
  .optional();

const range = { low: z.number(), high: z.number(), log: z.boolean().optional(), when };
const ordered = (d: { low: number; high: number }) => d.low <= d.high;
const positive = (d: { low: number; log?: boolean | undefined }) => !d.log || d.low > 0;
const bounded = (d: { low: number; high: number; log?: boolean | undefined }) =>
  Number.isFinite(d.high - d.low) && !(d.log && d.high / d.low === Number.POSITIVE_INFINITY);
const orderedMessage = { error: 'low is above high', path: ['low'] };
const positiveMessage = { error: 'log needs low > 0', path: ['low'] };

const boundedMessage = { error: 'high is too far from low for numbers', path: ['high'] };

const uniform = z.strictObject({ kind: z.literal('uniform'), ...range });
const integer = z.strictObject({
  kind: z.literal('integer'),
  ...range,
  low: z.int(),
  high: z.int(),
});
const choice = z.strictObject({ kind: z.literal('choice'), options: z.array(value).min(1), when });

/** Checks one distribution of a search space that came as JSON. */
export const distributionSchema = z.discriminatedUnion('kind', [
  uniform
    .refine(ordered, orderedMessage)
    .refine(positive, positiveMessage)
    .refine(bounded, boundedMessage),
  integer.refine(ordered, orderedMessage).refine(positive, positiveMessage),
  choice,
]);

/** Checks hyper-parameters that came as JSON. */
export const paramsSchema = z.record(z.string(), value);
/** Checks a search space that came as JSON. */
export const spaceSchema = z.record(z.string(), distributionSchema);
