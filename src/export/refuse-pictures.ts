import type { PredictorState } from '../predictor/predictor-state.js';
import { featureColumns } from '../schema/schema.js';
import { AutofitError } from '../util/errors.js';

/** Throws an AutofitError where a model reads pictures, which nothing that it is exported to can. */
export function refusePictures(
  { schema }: Pick<PredictorState, 'schema'>,
  to: 'ONNX' | 'Python' | 'TypeScript',
): void {
  const names = featureColumns(schema).flatMap(({ name, kind }) =>
    kind === 'image' ? [name] : [],
  );
  const [first] = names;
  if (first === undefined) return;
  throw new AutofitError(
    `NOT_IN_${to.toUpperCase()}`,
    `The model reads pictures in "${first}", which an export to ${to} cannot do.`,
    {
      hint: `Predict with autofit, in Node, over HTTP or in a browser; or fit without the column: \`ignore: [${JSON.stringify(first)}]\`.`,
    },
  );
}
