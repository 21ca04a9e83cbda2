import type { Matrix, SparseMatrix } from '../matrix/matrix.js';
import { isRecord } from '../util/is-record.js';
import { shown } from '../util/shown.js';
import { embeddedNumbers } from './embedding-layer.js';
import type { InputWidths } from './layer-shapes.js';
import { need } from './need.js';
import type { Network, TrainedNetwork } from './network.js';
import { inputWidths, type NetworkInput } from './network-input.js';
import { checkPictures, type PictureInput } from './picture-input.js';

/** What data may have beside their rows. */
const PARTS: readonly string[] = ['dense', 'sparse', 'pictures'] satisfies (keyof NetworkInput)[];
const AS_DATA = '`{ rows, dense: { rows, columns, data } }`, or with `sparse` or `pictures`';

/** Throws an AutofitError when data has not the columns that a network was trained on, or is not what it says. */
export function checkInputs(
  x: NetworkInput,
  { network, ...trained }: Omit<TrainedNetwork, 'kind' | 'parameters'>,
): void {
  checkData(x);
  const own = inputWidths(x);
  const fits =
    own.inputs === trained.inputs &&
    own.sparseInputs === trained.sparseInputs &&
    own.map?.height === trained.map?.height &&
    own.map?.width === trained.map?.width;
  need(fits, `The network was trained on ${said(trained)}, not ${said(own)}.`);
  checkLevels(network, x);
}

/**
 * Throws an AutofitError for data that are not what they say, or for pictures beside columns of numbers. A table may have no columns, and
 * its parts be undefined; under other names they would be so without a word.
 */
export function checkData(x: NetworkInput): void {
  need(isRecord(x), `There are no rows in ${shown(x)}.`);
  const odd = Object.keys(x).find((name) => name !== 'rows' && !PARTS.includes(name));
  need(odd === undefined, `Data have no \`${odd}\`: they are ${AS_DATA}.`);
  const hasPart = PARTS.some((name) => name in x);
  need(hasPart, `There are rows without columns: data are ${AS_DATA}.`);
  const { rows, dense, sparse, pictures } = x;
  if (pictures) checkBeside(pictures, { rows, dense, sparse });
  if (dense) checkNumbersOf(dense, rows);
  if (sparse) checkEntries(sparse, rows);
}

function checkBeside(pictures: PictureInput, { rows, dense, sparse }: NetworkInput): void {
  checkPictures(pictures);
  need(!dense, 'Columns beside pictures are sparse entries.');
  need(pictures.rows === rows, `There are ${pictures.rows} pictures for ${rows} rows.`);
  need(
    !sparse || sparse.rows === rows,
    `There are entries of ${sparse?.rows} rows beside pictures of ${rows}.`,
  );
}

function checkNumbersOf({ rows, columns, data }: Matrix, wanted: number): void {
  need(rows === wanted, `There are numbers of ${rows} rows for ${wanted}.`);
  const all = rows * columns;
  const given = data?.length ?? 0;
  need(given === all, `There are ${given} numbers where ${rows} rows need ${all}.`);
}

function checkEntries({ rows, columns, offsets, ...own }: SparseMatrix, wanted: number): void {
  const { indices, values } = own;
  const areLists = [offsets, indices, values].every((list) => ArrayBuffer.isView(list));
  need(areLists, 'Sparse rows are typed arrays: `offsets`, `indices` and `values`.');
  need(rows === wanted, `There are entries of ${rows} rows for ${wanted}.`);
  const starts = offsets.subarray(0, rows + 1);
  const [first = 0, last = 0] = [starts[0], starts[rows]];
  const ascends = starts.every((start, row) => row === 0 || start >= (starts[row - 1] ?? 0));
  const most = Math.min(indices.length, values.length);
  const isWhole = starts.length > rows && first >= 0 && last <= most && ascends;
  need(isWhole, 'The offsets of sparse rows do not fit their entries.');
  const odd = indices.subarray(first, last).find((column) => !(column >= 0 && column < columns));
  need(odd === undefined, `A sparse entry of column ${odd} is none of ${columns}.`);
}

function said({ inputs, sparseInputs, map }: InputWidths): string {
  if (map) {
    const beside = sparseInputs > 0 ? ` beside ${sparseInputs} sparse columns` : '';
    return `pictures of ${map.height} × ${map.width} × ${inputs}${beside}`;
  }
  return `${inputs + sparseInputs} columns${sparseInputs > 0 ? `, ${sparseInputs} of them sparse` : ''}`;
}

/** Throws an AutofitError for a code that an embedding has no level for. */
export function checkLevels({ layers }: Network, { rows, dense }: NetworkInput, mixup = 0): void {
  const first = layers[0];
  if (first?.kind !== 'embedding' || !first.levels || !dense) return;
  need(mixup === 0, 'Codes of levels cannot be mixed: `mixup` must be 0.');
  const from = embeddedNumbers(first);
  for (const [i, count] of first.levels.cardinalities.entries()) {
    for (let row = 0; row < rows; row++) {
      const code = dense.data[row * dense.columns + from + i] ?? Number.NaN;
      const isLevel = Number.isInteger(code) && code >= 0 && code < count;
      need(isLevel, `The code ${code} in column ${from + i + 1} is none of ${count} levels.`);
    }
  }
}
