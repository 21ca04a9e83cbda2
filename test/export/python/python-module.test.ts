import { expect, test } from 'vitest';
import { pythonModule } from '../../../src/export/python/python-module.js';
import { loadState } from '../../../src/predictor/load-state.js';
import type { Task } from '../../../src/schema/schema.js';
import { constantMember, predictorState } from '../../fixtures/constant-predictor.js';

const HOSTILE = '"""\n\'\'\'\\\r\u2028\u202eimport os';
const runtime = {
  predict: '"""Predicts."""\n\nimport sys\n\n\ndef main(arguments):\n    return 0\n',
};
const classes: Task = {
  kind: 'binary',
  reason: '',
  classes: ['no', HOSTILE],
  positive: HOSTILE,
};

async function moduleOf(name: string): Promise<string> {
  const state = predictorState(classes, [constantMember(1, 1, [[0.25, 0.75]])]);
  const columns = state.schema.columns.map((own) => (own.name === 'x' ? { ...own, name } : own));
  const schema = { ...state.schema, label: HOSTILE, columns };
  return pythonModule({
    state: { ...state, schema, versions: { autofit: HOSTILE } },
    runtime,
    reading: { word: HOSTILE, sign: '😀' },
  });
}

/** The program with what texts and comments hold taken out. */
function codeOf(module: string): string {
  return module
    .replace(/"""[\s\S]*?"""/g, 'DOC')
    .replace(/"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"/g, 'TEXT')
    .replace(/#[^\n]*/g, '');
}

test('names of columns, classes, label and version stay texts, whatever they hold', async () => {
  const module = await moduleOf(HOSTILE);
  // Its own docstring and the model.
  expect(module.match(/"""/g)).toHaveLength(4);
  expect(codeOf(module).trim().split(/\n+/)).toEqual([
    'DOC',
    'import sys',
    'COLUMNS = [',
    '    TEXT,',
    ']',
    'CLASSES = [',
    '    TEXT,',
    '    TEXT,',
    ']',
    'QUANTILES = []',
    'READING = TEXT',
    'CHARACTER_RUNS = TEXT',
    'def main(arguments):',
    '    return 0',
    'MODEL = DOC',
    'if __name__ == TEXT:',
    '    sys.exit(main(sys.argv[1:]))',
  ]);
  expect(module).not.toMatch(/[\r\u2028\u202e]/);
});

test('the model in it is the state, without what only training tells', async () => {
  const module = await moduleOf('x');
  const [, text = ''] = module.match(/MODEL = """\n([^"]*)"""/) ?? [];
  const state = await loadState(Buffer.from(text.replaceAll('\n', ''), 'base64'));
  expect(state.leaderboard).toEqual([]);
  expect(state.members[0]?.folds[0]?.model.tensors.values).toEqual(Float32Array.of(0.25, 0.75));
});

test('texts of JSON are ASCII in which pairs of units are joined when they are read', async () => {
  const module = await moduleOf('x');
  const [, text = ''] = module.match(/READING = "(.*)"\n/) ?? [];
  expect(text).toContain(String.raw`\u005cud83d\u005cude00`);
  expect(JSON.parse(JSON.parse(`"${text}"`) as string)).toEqual({ word: HOSTILE, sign: '😀' });
});
