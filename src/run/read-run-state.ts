import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkJournal } from '../journal/journal-file.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { AutofitError } from '../util/errors.js';
import { resumeCall } from '../util/resume-call.js';
import { readState } from './predictor-file.js';
import { MODEL_FILE } from './run-folder.js';

/** The predictor of a run's folder; a model file alone is none. Throws an AutofitError where there is no run, or it is not finished. */
export async function readRunState(run: string): Promise<PredictorState> {
  await checkJournal(run);
  if (existsSync(join(run, MODEL_FILE))) return readState(run);
  throw new AutofitError('NO_MODEL', `The run in ${run} has no model yet.`, {
    file: run,
    hint: `Go on with it: ${resumeCall(run)}`,
  });
}
