import { PbfReader } from 'pbf';
import { expect, test } from 'vitest';
import { createGraph } from '../../../../src/export/onnx/graph.js';
import { lowerings } from '../../../../src/export/onnx/models/lowerings.js';
import { familyNames, looksAtPictures } from '../../../../src/models/families.js';
import { neighbours } from '../../../../src/models/neighbours.js';
import { caseDesign, designFor, designTensors, fittedCase, modelFile } from './model-case.js';
import { layerCases, networkFile } from './network-case.js';

const numbers = { kind: 'regression', classes: 0 } as const;

test('every family of tables can be said', () => {
  const ofTables = familyNames.filter((name) => !looksAtPictures(name));
  expect(Object.keys(lowerings).sort()).toEqual(ofTables.sort());
});

test('only trees ask for operators of 2024', () => {
  const versions = (['constant', 'boosted-trees'] as const).map((family) => {
    const x = designFor(family, caseDesign(60, 'rows'));
    const saved = fittedCase(family, numbers, x, family === 'constant' ? {} : { rounds: 2 });
    return versionsOf(modelFile(family, saved, numbers, x));
  });
  expect(versions).toEqual([
    { format: 8, operators: { '': 17, 'ai.onnx.ml': 3 } },
    { format: 10, operators: { '': 17, 'ai.onnx.ml': 5 } },
  ]);
});

function versionsOf(bytes: Uint8Array) {
  const operators: Record<string, number> = {};
  const readOpset = (tag: number, own: { domain: string; version: number }, pbf: PbfReader) => {
    if (tag === 1) own.domain = pbf.readString();
    if (tag === 2) own.version = pbf.readVarint();
  };
  return new PbfReader(bytes).readFields(
    (tag, told, pbf) => {
      if (tag === 1) told.format = pbf.readVarint();
      if (tag !== 8) return;
      const { domain, version } = pbf.readMessage(readOpset, { domain: '', version: 0 });
      told.operators[domain] = version;
    },
    { format: 0, operators },
  );
}

test('as many neighbours are asked for as the model counts, and their weights only by distance', () => {
  const x = designFor('neighbours', caseDesign(40, 'rows'));
  for (const weighting of ['uniform', 'distance']) {
    const saved = fittedCase('neighbours', numbers, x, { weighting });
    const graph = createGraph();
    lowerings.neighbours?.(graph, saved, designTensors(graph, x), numbers);
    const top = graph.nodes.find(({ op }) => op === 'TopK');
    const count = graph.initializers.get(top?.inputs[1] ?? '');
    expect(count?.data[0]).toBe(neighbours.load(saved).k);
    expect(graph.nodes.some(({ op }) => op === 'Sqrt')).toBe(weighting === 'distance');
  }
});

test('members of an ensemble are averaged once, at the end', () => {
  for (const { title, layers } of layerCases) {
    const isEnsemble = title.includes('members');
    const text = Buffer.from(networkFile(layers).bytes).toString('latin1');
    // A node tells its operator and the name of what it gives.
    expect({ title, isMean: text.includes('ReduceMean') }).toEqual({ title, isMean: isEnsemble });
  }
});
