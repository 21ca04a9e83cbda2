import { basename } from 'node:path';
import { isDetector, loadDetector } from './detect/save-detector.js';
import { detectorPage } from './report/detector-page.js';
import { modelPage } from './report/model-page.js';
import { keptBackground } from './run/kept-rows.js';
import { readModel, readState } from './run/predictor-file.js';
import { readDetectorProgram, readPageProgram } from './run/read-bundle.js';
import { MODEL_FILE } from './run/run-folder.js';
import { checkPlainOptions, checkText } from './util/check-arguments.js';
import { AutofitError } from './util/errors.js';

export interface ExportPageOptions {
  /** Whether the page may hold rows of the training data, which answers are compared with. @default false */
  readonly withRows?: boolean | undefined;
}

/**
 * A page that answers one row at a time by the model in it, or finds boxes on a picture, and asks for nothing. Throws an AutofitError where there is no
 * model, or no rows to put into it.
 */
export async function exportPage(model: string, options: ExportPageOptions = {}): Promise<string> {
  checkText('exportPage', model, 'the path of a model file or a run folder');
  checkPlainOptions(options, { withRows: ['boolean'] });
  const { withRows = false } = options;
  const { bytes } = await readModel(model);
  const file = model.endsWith('.safetensors') ? basename(model) : MODEL_FILE;
  if (isDetector(bytes)) return detectorFile(bytes, file, withRows);
  const state = await readState(model);
  const kept = withRows ? await keptBackground(model, state) : undefined;
  if (withRows && !kept) throw noRows(model);
  return modelPage({ state, client: await readPageProgram(state), file, rows: kept?.table });
}

async function detectorFile(bytes: Uint8Array, file: string, withRows: boolean): Promise<string> {
  if (withRows) {
    throw new AutofitError('BAD_OPTION', '`withRows` is for tables, and this model finds boxes.', {
      hint: 'Leave it out: the page of a detector compares nothing.',
    });
  }
  const state = await loadDetector(bytes);
  return detectorPage({ state, client: await readDetectorProgram(), file }, { isServed: false });
}

function noRows(model: string): AutofitError {
  return new AutofitError('NO_KEPT_ROWS', `There are no training rows beside ${model}.`, {
    file: model,
    hint: 'Name the folder of a run that is not `tidy`, and was read to its end; or leave `withRows` out.',
  });
}
