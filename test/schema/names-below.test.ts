import { expect, test } from 'vitest';
import { findLabel } from '../../src/schema/find-column.js';
import { inferSchema } from '../../src/schema/infer-schema.js';
import { parseTable } from '../../src/schema/parse-table.js';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const rows = 'id,town,sum,won\n1,Bonn,3,yes\n2,Kiel,4,no\n3,Bonn,4,no\n';
const grouped = folder.write.bind(folder, 'crm.csv', `Account,,Deal,\n${rows}`);
const allocate = (bytes: number) => new ArrayBuffer(bytes);

const HINT =
  'stands in the row below its first line: remove what is above the names of the columns.';

test('a label that is named below a line of groups is said to be there', async () => {
  const raw = await readTable(grouped());
  expect(() => findLabel(raw, 'won')).toThrow(
    expect.objectContaining({ hint: expect.stringContaining(`"won" ${HINT}`) }),
  );
  expect(() => findLabel(raw, 'lost')).toThrow(
    expect.objectContaining({ hint: expect.not.stringContaining(HINT) }),
  );
  // Rows in memory have no lines.
  const cells = await readTable({ a: ['won', 'x'], b: ['y', 'z'] });
  expect(() => findLabel(cells, 'won')).toThrow(
    expect.objectContaining({ hint: expect.not.stringContaining(HINT) }),
  );
});

test('columns that a model needs and new rows name below a line of groups are said to be there', async () => {
  const training = await readTable(folder.write('train.csv', rows));
  const kinds = { types: { id: 'numeric' }, ignore: [], task: 'auto' } as const;
  const schema = inferSchema(training, { ...kinds, label: 'won' });
  const raw = await readTable(grouped());
  const parse = () => parseTable(raw, schema, { allocate, label: 'ignored' });
  expect(parse).toThrow(
    expect.objectContaining({
      code: 'NO_COLUMN',
      hint: expect.stringContaining(`"id" ${HINT}`),
    }),
  );
});
