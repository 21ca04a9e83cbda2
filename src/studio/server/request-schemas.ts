import { z } from 'zod';
import type { ToldKind } from '../../schema/schema.js';

const text = z.string();
const served = z.union([
  z.strictObject({ kind: z.literal('given'), name: text }),
  z.strictObject({ kind: z.literal('example'), name: text }),
  z.strictObject({ kind: z.literal('uploaded'), id: text, name: text }),
]);
const columns = {
  label: text.optional(),
  // Which kinds there are is for the library to say.
  types: z.record(
    text,
    text.transform((kind) => kind as ToldKind),
  ),
  ignore: z.array(text),
};

/** What pages ask for, as it is checked before anything is done. */
export const inspectSchema = z.strictObject({ data: served, told: z.strictObject(columns) });
export const fitSchema = z.strictObject({
  data: served,
  told: z.strictObject({
    ...columns,
    timeLimit: text,
    preset: text,
    metric: text.optional(),
    positive: text.optional(),
    timeColumn: text.optional(),
    group: text.optional(),
    weight: text.optional(),
    honest: z.boolean().optional(),
  }),
});
export const resumeSchema = z.strictObject({ run: text, timeLimit: text.optional() });
export const dataSchema = z.strictObject({ run: text, data: served });
export const compareSchema = z.strictObject({ runs: z.array(text) });
export const stopSchema = z.strictObject({ run: text });
