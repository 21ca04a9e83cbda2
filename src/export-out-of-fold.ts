import { outOfFoldCsv, outOfFoldOf } from './predictor/out-of-fold.js';
import { outOfFoldIn } from './run/kept-rows.js';
import { readState } from './run/predictor-file.js';
import { checkText, refuseMore } from './util/check-arguments.js';

/**
 * The out-of-fold predictions that a run has kept, as a CSV in UTF-8: `row` in the data from 1, `fold` from 1, `truth`, and of the predictor and each
 * member the answer and the chances of classes. Throws an AutofitError where there are none.
 */
export async function exportOutOfFold(run: string): Promise<Uint8Array>;
export async function exportOutOfFold(run: string, ...more: unknown[]): Promise<Uint8Array> {
  checkText('exportOutOfFold', run, 'the path of a run folder');
  refuseMore('exportOutOfFold', more);
  const own = outOfFoldOf(await readState(run), await outOfFoldIn(run));
  return Buffer.concat([...outOfFoldCsv(own)].map((lines) => Buffer.from(lines)));
}
