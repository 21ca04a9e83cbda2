import { expect, test } from 'vitest';
import { onnxModel } from '../../src/export/onnx/onnx-model.js';
import { pythonModule } from '../../src/export/python/python-module.js';
import { typescriptModule } from '../../src/export/typescript/typescript-module.js';
import { AutofitError } from '../../src/util/errors.js';
import { pictureState } from '../fixtures/picture-state.js';

const state = pictureState();

test('a model of pictures alone is not to be fitted without them', () => {
  const columns = state.schema.columns.filter(({ kind }) => kind === 'image');
  const alone = { ...state, schema: { ...state.schema, columns } };
  expect(() => onnxModel(alone)).toThrow(
    expect.objectContaining({
      hint: 'Predict with autofit, in Node, over HTTP or in a browser.',
    }),
  );
});

test.each([
  ['ONNX', async () => onnxModel(state)],
  ['Python', () => pythonModule({ state, runtime: {}, reading: {} })],
  ['TypeScript', () => typescriptModule(state, '', 'inlined')],
])(
  'an export to %s of a model that reads pictures is refused, with what to do instead',
  async (to, act) => {
    const thrown = await act().catch((own: unknown) => own);
    expect(thrown).toBeInstanceOf(AutofitError);
    expect(thrown).toMatchObject({
      code: `NOT_IN_${to.toUpperCase()}`,
      message: `The model reads pictures in "photo", which an export to ${to} cannot do.`,
      hint: 'Predict with autofit, in Node, over HTTP or in a browser; or fit without pictures: `ignore: "photo"`.',
    });
  },
);
