import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../../src/export/onnx/arithmetic.js';
import { lowerDesign } from '../../src/export/onnx/columns/lower-design.js';
import {
  addPreparedInputs,
  preparedInputs,
} from '../../src/export/onnx/columns/prepared-inputs.js';
import { addSourceInputs } from '../../src/export/onnx/columns/source-inputs.js';
import { createGraph } from '../../src/export/onnx/graph.js';
import { onnxFile } from '../../src/export/onnx/onnx-file.js';
import { inputsFor } from '../../src/export/onnx/onnx-inputs.js';
import { type DesignMatrix, rawNumbers } from '../../src/matrix/design-matrix.js';
import type { ModelInputs } from '../../src/matrix/model-inputs.js';
import { preprocessingDefaults } from '../../src/preprocessing/preprocessing-options.js';
import { fitPreprocessor, transformTable } from '../../src/preprocessing/preprocessor.js';
import { SCALINGS } from '../../src/preprocessing/scalers.js';
import { withVariant } from '../../src/preprocessing/variants.js';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { parseTable } from '../../src/schema/parse-table.js';
import { featureColumns } from '../../src/schema/schema.js';
import { readColumns } from '../../src/table/read-rows.js';
import { randomStream } from '../../src/util/random.js';
import { oddColumns } from './odd-columns.js';
import { asWritten, farthest, writeCase } from './onnx-case.js';
import { answersIn, RUNTIMES, runModels } from './onnx-runtimes.js';

const SCALED = { numbers: 'scaled', categories: 'one-hot' } as const;
const RAW = { numbers: 'raw', categories: 'codes' } as const;
const EMBEDDED = { numbers: 'scaled', categories: 'embedded' } as const;

/** What is made of columns: inputs of a family, and a variant that the search may draw. */
const variants: readonly (readonly [inputs: ModelInputs, variant: Record<string, string>])[] = [
  ...SCALINGS.map((scaling) => [SCALED, { scaling }] as const),
  ...['one-hot', 'target', 'frequency', 'ordinal', 'hashing'].map(
    (levels) => [SCALED, { levels }] as const,
  ),
  [SCALED, { places: 'all', scaling: 'robust' }],
  [RAW, { places: 'all' }],
  [EMBEDDED, { scaling: 'quantile' }],
];

const folder = mkdtempSync(join(tmpdir(), 'autofit-onnx-columns-'));
const folderOf = (place: number) => join(folder, `${place}`);
const wanted: DesignMatrix[] = [];

beforeAll(() => {
  const raw = readColumns(oddColumns(400, 'train'));
  const types = { weekday: 'categorical' } as const;
  const order = { size: ['small', 'medium', 'large'] };
  const schema = inferSchema(raw, { label: 'y', task: 'auto', types, ignore: [], order });
  const allocate = (bytes: number) => new ArrayBuffer(bytes);
  const { table } = parseTable(raw, schema, { allocate, label: 'required' });
  const fresh = readColumns(oddColumns(300, 'fresh'));
  const other = parseTable(fresh, schema, { allocate, label: 'ignored' }).table;
  const rows = (count: number) => Int32Array.from({ length: count }, (_, row) => row);
  for (const [place, [inputs, variant]] of variants.entries()) {
    const target = {
      task: { kind: 'regression', classes: 0 } as const,
      y: Float64Array.from(table.target ?? []),
      weights: undefined,
      random: randomStream(1),
    };
    const { fitted } = fitPreprocessor(
      { ...withVariant(preprocessingDefaults, variant), fewLevels: 3, codedLevels: 20 },
      inputs,
      featureColumns(schema),
      table,
      rows(table.rows),
      target,
    );
    wanted.push(transformTable(fitted, other, rows(other.rows)));
    const graph = createGraph();
    const prepared = preparedInputs([fitted]);
    const sources = addSourceInputs(graph, schema, prepared);
    const design = lowerDesign(graph, fitted, {
      sources,
      prepared: addPreparedInputs(graph, prepared),
      rows: '',
    });
    for (const kind of ['dense', 'raw', 'sparse', 'codes'] as const) {
      const own = design[kind];
      if (!own) continue;
      const columns = 'columns' in own ? own.columns : own.cardinalities.length;
      graph.output(cast(graph, own.name, 'double'), {
        name: kind,
        type: 'double',
        dims: ['N', columns],
      });
    }
    const bytes = onnxFile({ graph, name: 'columns', producerVersion: '0', metadata: [] });
    writeCase(folderOf(place), bytes, asWritten(inputsFor(schema, prepared, other), fresh));
  }
  for (const runtime of RUNTIMES)
    runModels(
      runtime,
      variants.map((_, place) => folderOf(place)),
    );
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true }));

test.each(
  variants.flatMap(([inputs, variant], place) =>
    RUNTIMES.map((runtime) => ({
      title: `${JSON.stringify(variant)} for ${inputs.numbers} numbers and ${inputs.categories} levels`,
      place,
      runtime,
    })),
  ),
)('columns become the same features in $runtime: $title', ({ place, runtime }) => {
  const answers = answersIn(folderOf(place), runtime);
  const blocks = wanted[place]?.blocks ?? [];
  expect([...answers.keys()].sort()).toEqual(blocks.map(({ kind }) => kind).sort());
  for (const block of blocks) {
    const own = answers.get(block.kind);
    const values = valuesOf(block);
    expect(own).toHaveLength(values.length);
    // Single precision has seven digits.
    expect(farthest(own as Float64Array, values)).toBeLessThan(block.kind === 'raw' ? 1e-12 : 1e-6);
  }
});

test('times beyond all calendars are missing, as nanoseconds in place of milliseconds are', () => {
  const days = readColumns({ at: ['2024-01-01', '2024-02-03', '2023-05-06'], y: ['1', '2', '3'] });
  const schema = inferSchema(days, { label: 'y', task: 'regression', types: {}, ignore: [] });
  const graph = createGraph();
  graph.output(addSourceInputs(graph, schema, []).numbers('at'), {
    name: 'own',
    type: 'double',
    dims: ['N', 1],
  });
  const bytes = onnxFile({ graph, name: 'times', producerVersion: '0', metadata: [] });
  const data = Float64Array.of(1.7e18, -1e300, Infinity, NaN, 8.64e15, -1.7e12);
  writeCase(folderOf(-1), bytes, { at: { type: 'float64', dims: [6, 1], data } });
  runModels('web', [folderOf(-1)]);
  expect(answersIn(folderOf(-1), 'web').get('own')).toEqual(
    Float64Array.of(NaN, NaN, NaN, NaN, 8.64e15, -1.7e12),
  );
});

/** All values of a block, row after row, zeros of a sparse one included. */
function valuesOf(block: DesignMatrix['blocks'][number]): ArrayLike<number> {
  if (block.kind === 'dense') return block.matrix.data;
  if (block.kind === 'codes') return block.codes;
  if (block.kind === 'raw') {
    const { rows } = block;
    const columns = block.columns.map((column) => rawNumbers(column));
    return Float64Array.from(
      { length: rows * columns.length },
      (_, i) => columns[i % columns.length]?.[Math.floor(i / columns.length)] ?? Number.NaN,
    );
  }
  if (block.kind === 'pixels') throw new Error('pictures are not exported');
  const { matrix } = block;
  const values = new Float64Array(matrix.rows * matrix.columns);
  for (let row = 0; row < matrix.rows; row++) {
    for (let i = matrix.offsets[row] ?? 0; i < (matrix.offsets[row + 1] ?? 0); i++) {
      values[row * matrix.columns + (matrix.indices[i] ?? 0)] = matrix.values[i] ?? 0;
    }
  }
  return values;
}
