import { onnxModel } from '../../src/export/onnx/onnx-model.js';
import { pythonModule } from '../../src/export/python/python-module.js';
import { typescriptModule } from '../../src/export/typescript/typescript-module.js';
import { leaderboardCsv } from '../../src/leaderboard/leaderboard-csv.js';
import { leaderboardTable } from '../../src/leaderboard/leaderboard-table.js';
import { loadState } from '../../src/predictor/load-state.js';
import type { PredictorState } from '../../src/predictor/predictor-state.js';
import { modelPage } from '../../src/report/model-page.js';
import { type FilePredictor, openPredictor } from '../../src/run/predictor-file.js';
import { openAnswers } from '../../src/serve/answer-jobs.js';
import { modelSchema } from '../../src/serve/model-schema.js';
import { openApiDocument } from '../../src/serve/open-api.js';
import type { Row } from '../../src/table/flat-row.js';
import type { Json } from '../../src/util/json.js';
import type { Random } from '../../src/util/random.js';
import { decodeTensors, encodeTensors } from '../../src/util/safetensors.js';
import { servedModel, servedRow } from '../../test/fixtures/served.js';
import { forged, type ModelSeed, savedModels, signed } from './forge-model.js';
import { joined } from './mutate-bytes.js';
import { needNoCode, needNoMarkup } from './outside-code.js';
import { drawName, type Renamed, renamed, renamedRows } from './rename-model.js';
import { type FuzzTarget, need } from './target.js';

/** What a model is used for, besides predictions. */
interface Use {
  readonly state: PredictorState;
  readonly predictor: FilePredictor;
  readonly rows: readonly Row[];
}

const RUNTIME = {
  predict: '"""Predicts."""\n\nimport sys\n\n\ndef main(arguments):\n    return 0\n',
};

const USES: readonly ((use: Use) => Promise<void>)[] = [
  async ({ state }) => {
    const { text } = await typescriptModule(state, 'const runtime = {};', 'inlined');
    needNoCode(text, 'typescript');
  },
  async ({ state }) => {
    needNoCode(await pythonModule({ state, runtime: RUNTIME, reading: {} }), 'python');
  },
  async ({ state }) => {
    const { bytes } = await onnxModel(state);
    need(bytes.length > 0, 'the ONNX file is empty');
  },
  async ({ state }) => {
    const page = { state, client: '', file: 'model.safetensors', rows: undefined };
    needNoMarkup(await modelPage(page));
  },
  async ({ predictor, rows }) => {
    const explanation = await predictor.explain(rows, { rows: [1] });
    need(JSON.stringify(explanation).length > 2, 'nothing is explained');
  },
  async ({ state, predictor, rows }) => {
    const columns = modelSchema(state).columns.slice(0, 2);
    await predictor.explain(rows, { columns: columns.map(({ name }) => name) });
  },
  async ({ predictor, rows }) => {
    const { label, classes } = predictor.info;
    const labelled = rows.map((row, i) => ({ ...row, [label]: classes[i % classes.length] ?? i }));
    await predictor.evaluate(labelled);
    await predictor.leaderboardOn(labelled);
  },
  async ({ predictor, rows }) => {
    const drift = await predictor.drift(rows);
    need(drift.rows === rows.length, 'rows are not compared');
  },
  async ({ predictor }) => {
    const rows = predictor.leaderboard();
    const shown = leaderboardTable(rows, { styled: false, all: true, width: 100 });
    need(!shown.includes('\u001b'), 'a name acts on the terminal');
    leaderboardCsv(rows);
    JSON.stringify(await predictor.leaderboardDetails());
    JSON.stringify(predictor.info);
  },
  async ({ state, rows }) => {
    JSON.parse(JSON.stringify([modelSchema(state), openApiDocument(state)]));
    const answers = openAnswers(state);
    for (const explain of [false, true]) {
      const bytes = new Uint8Array(Buffer.from(JSON.stringify(rows.slice(0, 2))));
      const job = { form: 'json', bytes, explain, firstLine: 0 } as const;
      const [answer] = (await answers([job])).answers;
      need(answer !== undefined && answer.status < 500, `${answer?.status}`);
      JSON.parse(answer.body);
    }
  },
];

/** Exports, pages, explanations, scores and services of models whose files were forged, or name their columns to harm. */
export const useTarget: FuzzTarget = {
  name: 'uses',
  async open() {
    const { bytes } = await servedModel();
    const asked = [...Array(8).keys()].map((i) => {
      const { y: _label, ...row } = servedRow(i);
      return row;
    });
    const seeds = [{ bytes, asked }, ...savedModels(['format-7'])];
    return { input: (random) => input(seeds, random), read: (own) => read(own, seeds) };
  },
};

/** The model, what it is used for, how long the JSON of a new name is, that JSON, and the file. */
function input(seeds: readonly ModelSeed[], random: Random): Uint8Array {
  // The one of all kinds of columns as often as all others.
  const place = random.integer(2) === 0 ? 0 : random.integer(seeds.length);
  const use = random.integer(USES.length);
  const seed = seeds[place] as ModelSeed;
  if (random.integer(3) === 0) {
    return joined(Uint8Array.of(place, use, 0, 0, 0, 0), forged(seed.bytes, random));
  }
  const { tensors, metadata } = decodeTensors(seed.bytes);
  const state = JSON.parse(metadata.predictor ?? '{}') as Json;
  const name = drawName(state, random);
  const predictor = JSON.stringify(renamed(state, name));
  const told = Buffer.from(JSON.stringify(name));
  const file = encodeTensors({ tensors, metadata: { ...metadata, predictor } });
  const head = Buffer.from([place, use, 0, 0, 0, 0]);
  head.writeUInt32LE(told.length, 2);
  return joined(head, told, Uint8Array.of(1), file);
}

async function read(bytes: Uint8Array, seeds: readonly ModelSeed[]): Promise<void> {
  const [place = 0, use = 0] = bytes;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(2, true);
  const told = Buffer.from(bytes.subarray(6, 6 + length)).toString();
  const name = length === 0 ? undefined : (JSON.parse(told) as Renamed);
  const asked = seeds[place]?.asked ?? [];
  const rows = name ? renamedRows(asked, name) : asked;
  const state = await loadState(await signed(bytes.subarray(6 + length)));
  await USES[use]?.({ state, predictor: openPredictor(state, 1), rows });
}
