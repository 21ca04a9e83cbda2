import { expect, test } from 'vitest';
import { CODE_TEXTS } from '../../bench/fuzz/hostile-values.js';
import { needNoCode, needNoMarkup } from '../../bench/fuzz/outside-code.js';
import { onnxModel } from '../../src/export/onnx/onnx-model.js';
import { pythonModule } from '../../src/export/python/python-module.js';
import { typescriptModule } from '../../src/export/typescript/typescript-module.js';
import { loadState } from '../../src/predictor/load-state.js';
import type { PredictorState } from '../../src/predictor/predictor-state.js';
import { saveState } from '../../src/predictor/save-state.js';
import { modelPage } from '../../src/report/model-page.js';
import type { ColumnSchema, Parser } from '../../src/schema/schema.js';
import { constantMember, predictorState } from '../fixtures/constant-predictor.js';

const evidence = { reason: '', missing: 0, distinct: 2 };
const runtime = {
  predict: '"""Predicts."""\n\nimport sys\n\n\ndef main(arguments):\n    return 0\n',
};

/** A model that calls all that has a name by a text: its label, columns, levels, units, classes and version. */
async function calledBy(text: string): Promise<PredictorState> {
  const column = (name: string, parser: Parser): ColumnSchema => ({
    ...{ name, role: 'feature', kind: parser.kind === 'boolean' ? 'boolean' : parser.kind },
    ...{ parser, evidence: { ...evidence, reason: text } },
  });
  const number = {
    kind: 'numeric',
    decimal: '.',
    ...{ currency: text, unit: text, thousands: false, percent: false, accounting: false },
  } as const;
  const task = { kind: 'binary', reason: text, classes: ['no', text], positive: text } as const;
  const state = predictorState(task, [constantMember(1, 1, [[0.25, 0.75]])]);
  const columns = [
    column(text, number),
    column(`${text} 2`, { kind: 'categorical', levels: [text, 'b'] }),
    column(`${text} 3`, { kind: 'boolean', yes: text, no: `no ${text}` }),
  ];
  const own = {
    ...state,
    versions: { autofit: text },
    schema: { ...state.schema, label: text, columns },
  };
  // As a file that somebody has sent.
  return loadState(await saveState(own));
}

test.each(CODE_TEXTS)('%j stays a text in code and pages, whatever is called so', async (text) => {
  const state = await calledBy(text);
  for (const weights of ['inlined', 'beside'] as const) {
    const { text: code } = await typescriptModule(state, 'const runtime = {};', weights);
    needNoCode(code, 'typescript');
  }
  needNoCode(await pythonModule({ state, runtime, reading: { word: text } }), 'python');
  const page = { state, client: '', file: 'model.safetensors', rows: undefined };
  needNoMarkup(await modelPage(page));
  expect((await onnxModel(state)).bytes.length).toBeGreaterThan(0);
});

test('what ends a text, a comment or an element is seen where nobody escapes it', () => {
  expect(() => needNoCode('const a = "";owned();//";', 'typescript')).toThrow('a name is code');
  expect(() => needNoCode('/** a */owned();/* */', 'typescript')).toThrow('a name is code');
  expect(() => needNoCode('\'\'\'\n"""\nowned()\n"""\'\'\'', 'python')).not.toThrow();
  expect(() => needNoCode('"""a"""\nowned()\n"""b"""', 'python')).toThrow('a name is code');
  expect(() => needNoMarkup('<p><owned></p>')).toThrow('a name is markup');
  expect(() => needNoMarkup('<p title=""onowned="x">')).toThrow('a name is markup');
});
