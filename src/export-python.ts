import { readState } from './run/predictor-file.js';
import { readPythonRuntime } from './run/python-runtime.js';
import { checkText, refuseMore } from './util/check-arguments.js';

/**
 * One file of Python that predicts as the model does, and needs numpy only. Throws an AutofitError where there is no model.
 */
export async function exportPython(model: string): Promise<string>;
export async function exportPython(model: string, ...more: unknown[]): Promise<string> {
  checkText('exportPython', model, 'the path of a model file or a run folder');
  refuseMore('exportPython', more);
  const { pythonModule } = await import('./export/python/python-module.js');
  const { readingData } = await import('./export/python/reading-data.js');
  const [state, runtime] = await Promise.all([readState(model), readPythonRuntime()]);
  return pythonModule({ state, runtime, reading: readingData() });
}
