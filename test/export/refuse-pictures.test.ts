import { expect, test } from 'vitest';
import { onnxModel } from '../../src/export/onnx/onnx-model.js';
import { pythonModule } from '../../src/export/python/python-module.js';
import { typescriptModule } from '../../src/export/typescript/typescript-module.js';
import { AutofitError } from '../../src/util/errors.js';
import { pictureState } from '../fixtures/picture-state.js';

const state = pictureState();

test.each([
  ['an ONNX file', async () => onnxModel(state)],
  ['a file of Python', () => pythonModule({ state, runtime: {}, reading: {} })],
  ['a TypeScript module', () => typescriptModule(state, '', 'inlined')],
])('%s of a model that reads pictures is refused, with what to do instead', async (what, act) => {
  const thrown = await act().catch((own: unknown) => own);
  expect(thrown).toBeInstanceOf(AutofitError);
  expect(thrown).toMatchObject({
    code: 'CANNOT_EXPORT',
    message: `The model reads pictures ("photo"), which ${what} does not decode.`,
    hint: expect.stringContaining('Export a page, serve the model'),
  });
});
