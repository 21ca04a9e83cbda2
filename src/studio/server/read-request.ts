import type { Context } from 'hono';
import type { z } from 'zod';
import { AutofitError } from '../../util/errors.js';

/** What a page asks for. Throws an AutofitError that says what is wrong with it, and where. */
export async function readRequest<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const found = schema.safeParse(await readJson(c));
  if (found.success) return found.data;
  const [issue] = found.error.issues;
  const place = issue?.path.map(String).join('.') || 'the request';
  throw badRequest(`${place}: ${issue?.message ?? 'not understood'}`);
}

async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.text();
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) throw badRequest(thrown.message);
    throw thrown;
  }
}

function badRequest(why: string): AutofitError {
  return new AutofitError('BAD_REQUEST', `The studio was asked what it does not know (${why}).`, {
    hint: 'Load the page again: it may be that of another version.',
  });
}
