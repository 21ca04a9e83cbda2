import { readFileSync } from 'node:fs';
import type { FitOptions } from '../index.js';
import { AutofitError, errorMessage } from '../util/errors.js';
import { parseJson } from '../util/parse-json.js';

/** What `--costs` is. */
export const COSTS_TOLD =
  'what mistakes cost, as JSON: {"yes": {"no": 10}, "no": {"yes": 1}} by true, then predicted class';

/** The costs in a file; what they may hold is for `fit` to say. */
export function readCosts(file: string | undefined): FitOptions['costs'] {
  if (file === undefined) return undefined;
  try {
    return parseJson(readFileSync(file, 'utf8')) as FitOptions['costs'];
  } catch (thrown) {
    throw new AutofitError('BAD_COSTS', `--costs cannot be read: ${errorMessage(thrown)}.`, {
      file,
      hint: 'It holds JSON: {"yes": {"no": 10}, "no": {"yes": 1}} is 10 for a yes that is taken for no.',
    });
  }
}
