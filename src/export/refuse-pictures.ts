import type { PredictorState } from '../predictor/predictor-state.js';
import { featureColumns } from '../schema/schema.js';
import { AutofitError } from '../util/errors.js';

/** Throws an AutofitError where a model reads pictures, which nothing that it is exported to can. */
export function refusePictures(
  { schema }: Pick<PredictorState, 'schema'>,
  to: 'ONNX' | 'Python' | 'TypeScript',
): void {
  const features = featureColumns(schema);
  const names = features.flatMap(({ name, kind }) => (kind === 'image' ? [name] : []));
  const [first] = names;
  if (first === undefined) return;
  const isMixed = names.length < features.length;
  const without = isMixed
    ? `; or fit without pictures: ${names.map((name) => `\`ignore: ${JSON.stringify(name)}\``).join(', ')}`
    : '';
  throw new AutofitError(
    `NOT_IN_${to.toUpperCase()}`,
    `The model reads pictures in "${first}", which an export to ${to} cannot do.`,
    { hint: `Predict with autofit, in Node, over HTTP or in a browser${without}.` },
  );
}
