import type { ModuleWeights, TypeScriptModule } from './export/typescript/typescript-module.js';
import { readState } from './run/predictor-file.js';
import { readBundle } from './run/read-bundle.js';
import { checkPlainOptions, checkText } from './util/check-arguments.js';
import { AutofitError } from './util/errors.js';
import { shown } from './util/shown.js';

export interface ExportTypeScriptOptions {
  /** Whether the weights stand in the module, or in a file that `load` of the module takes. @default 'inlined' */
  readonly weights?: ModuleWeights | undefined;
}

/**
 * One TypeScript module with a typed `Row` and `predict(row)`, which imports nothing and answers as the predictor does.
 * Throws an AutofitError where there is no model.
 */
export async function exportTypeScript(
  model: string,
  options: ExportTypeScriptOptions = {},
): Promise<TypeScriptModule> {
  checkText('exportTypeScript', model, 'the path of a model file or a run folder');
  checkPlainOptions(options, { weights: ['string'] });
  const { weights = 'inlined' } = options;
  if (weights !== 'inlined' && weights !== 'beside') throw badWeights(weights);
  const { typescriptModule } = await import('./export/typescript/typescript-module.js');
  const runtime = await readBundle('typescript');
  return typescriptModule(await readState(model), runtime, weights);
}

function badWeights(given: unknown): AutofitError {
  return new AutofitError(
    'BAD_OPTION',
    `\`weights\` is 'inlined' or 'beside', not ${shown(given)}.`,
  );
}
