import { expect, test } from 'vitest';
import { inferColumns } from '../../src/schema/infer-schema.js';
import { judgeBlock } from '../../src/schema/judge-block.js';
import type { Schema } from '../../src/schema/schema.js';
import { settleSchema } from '../../src/schema/settle-schema.js';
import { readColumns } from '../../src/table/read-rows.js';

const task = { kind: 'regression', reason: '', classes: [], positive: null } as const;
const trained = Array.from({ length: 9 }, (_, i) => `POINT(-104.2${i} 25.3${i})`);

function schemaOf(at: readonly string[]): Schema {
  const columns = inferColumns(readColumns({ at }), { types: {}, ignore: [] });
  return { header: true, label: 'y', task, time: null, columns };
}

test('points that turn round in a later block are a mistake, and those that stay so are none', () => {
  const turned = ['(-108.4642, 31.6201)', '(-99.5, 30.25)', '(-80.5, 29.5)'];
  const { schema } = settleSchema(readColumns({ at: turned }), schemaOf(trained));
  expect(schema.columns[0]?.parser).toMatchObject({ turned: true });
  const same = judgeBlock(readColumns({ at: ['(-107.5, 31.5)', '(-98.5, 30)'] }), schema);
  expect(same.schema.columns[0]?.parser).toEqual(schema.columns[0]?.parser);
  // Latitude first again: read as the block before, 108 degrees would be north.
  const other = readColumns({ at: ['(31.6201, -108.4642)', '(30.25, -99.5)'] });
  expect(() => judgeBlock(other, schema)).toThrow(/written in another form/);
});

const days = Array.from({ length: 30 }, (_, i) => `2022-11-${String(i + 1).padStart(2, '0')}`);
const flags = Array.from({ length: 30 }, (_, i) => (i % 2 ? 'yes' : 'no'));

test.each([
  ['a date', days, '04/11/2022'],
  ['a word for yes', flags, '1'],
])(
  '%s in another form in a block of few cells is missing, and counts as unread',
  (_, known, odd) => {
    const schema = schemaOf(known);
    const { schema: own, drifts } = judgeBlock(readColumns({ at: [odd, ''] }), schema);
    expect(own).toEqual(schema);
    expect(drifts).toMatchObject([{ filled: 1, unread: 1, example: odd }]);
    const many = readColumns({ at: new Array<string>(20).fill(odd) });
    expect(() => judgeBlock(many, schema)).toThrow('column "at"');
  },
);

test('few cells that the settled form would read wrongly are a mistake', () => {
  const settled = schemaOf(Array.from({ length: 28 }, (_, i) => `${i + 1}/11/2022`));
  const turned = readColumns({ at: ['11/04/2022', '11/25/2022'] });
  expect(() => judgeBlock(turned, settled)).toThrow('column "at"');
});
