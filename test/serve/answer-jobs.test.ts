import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openAnswers } from '../../src/serve/answer-jobs.js';
import type { Job, JobAnswer, RowsForm } from '../../src/serve/job.js';
import { requestRows } from '../../src/serve/request-rows.js';
import { rowReader } from '../../src/serve/row-cells.js';
import { servedModel, servedRow } from '../fixtures/served.js';

const { state, predictor } = await servedModel();
const answers = openAnswers(state);

function job(body: string, form: RowsForm = 'json', explain = false): Job {
  return { form, bytes: new TextEncoder().encode(body), explain, firstLine: 0 };
}

async function ask(body: unknown): Promise<JobAnswer & { readonly json: Answer }> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const [answer] = (await answers([job(text)])).answers;
  if (!answer) throw new Error('no answer');
  return { ...answer, json: JSON.parse(answer.body) as Answer };
}

interface RowAnswer {
  readonly value?: number;
  readonly error?: { readonly path: string; readonly message: string };
}

interface Answer {
  readonly predictions: readonly RowAnswer[];
  readonly notes?: readonly string[];
  readonly error?: { readonly code: string; readonly path?: string; readonly message: string };
}

test('the fixture has a column of every kind', () => {
  const kinds = state.schema.columns.map(({ name, kind }) => `${name} ${kind}`);
  expect(kinds).toEqual([
    ...['age numeric', 'price numeric', 'city categorical', 'member boolean', 'since datetime'],
    ...['tags list', 'note text', 'y numeric'],
  ]);
});

/** Cells as they may come, well and badly written. */
const CELLS: Readonly<Record<string, readonly unknown[]>> = {
  age: [31, '31', '31.5', '1,234', '31,5', '1.234', -4, 1e9, null, '', 'n/a', '€ 30', '30 %', true],
  price: ['12,50 €', '1.234,50 €', 12.5, '12.50', '$12.50', '12,5', 7, null, '1.234', '50 %'],
  city: ['Oslo', 'oslo', ' Oslo ', 'Paris', null, '', 5, 'TROMSØ'],
  member: ['yes', 'NO', true, false, 1, 0, 'y', 'ja', null, 'maybe'],
  since: [
    '2023-05-01',
    '01/05/2023',
    '13/05/2023',
    '05/13/2023',
    'May 5, 2023',
    20230501,
    null,
    'soon',
  ],
  tags: [
    'new',
    'new; big',
    'new, big',
    ['new', 'big'],
    ['new', 'strange'],
    'strange',
    null,
    '',
    'new|old',
  ],
  note: ['a calm house', '', null, 'x'.repeat(5000), 'Zürich 😀'],
};
const UNREADABLE = /text that is no|neither yes nor no|no list of known items|cannot be read/;

describe('a row by itself', () => {
  const cells = Object.entries(CELLS).flatMap(([name, values]) =>
    values.map((value) => [name, value] as const),
  );
  test.each(cells)(
    'with %s = %j is answered as by the library, or refused',
    async (name, value) => {
      const row = { ...servedRow(5), [name]: value };
      const { values, notes } = await predictor.predictions([row]);
      const { status, json } = await ask(row);
      if (status === 200) expect(json.predictions).toEqual([{ value: values[0] }]);
      else {
        expect(status).toBe(422);
        expect(json.error?.path).toBe(`/${name}`);
        expect(
          notes.some((note) => UNREADABLE.test(note)),
          notes.join(),
        ).toBe(true);
      }
    },
  );
});

test('text that is no number is refused, not missing', async () => {
  const { status, json } = await ask({ ...servedRow(1), age: 'old' });
  expect(status).toBe(422);
  expect(json.error).toEqual({ code: 'BAD_ROW', path: '/age', message: '"old" is no number' });
});

test('rows of several requests at once are answered as each alone', async () => {
  const anyRow = fc.record(
    Object.fromEntries(
      Object.entries(CELLS).map(([name, values]) => [name, fc.constantFrom(...values)]),
    ),
  );
  const property = fc.asyncProperty(
    fc.array(fc.array(anyRow, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
    async (requests) => {
      const together = await answers(requests.map((rows) => job(JSON.stringify(rows))));
      for (const [i, rows] of requests.entries()) {
        const { predictions } = JSON.parse(together.answers[i]?.body ?? '') as Answer;
        const alone = await Promise.all(rows.map((row) => ask([row])));
        const values = alone.map(({ json }) => json.predictions[0]);
        expect(predictions.map(({ value }) => value)).toEqual(values.map((own) => own?.value));
        const messages = predictions.map(({ error }) => error?.message);
        expect(messages).toEqual(values.map((own) => own?.error?.message));
      }
    },
  );
  await fc.assert(property, { numRuns: 12, seed: 1 });
});

describe('what is wrong', () => {
  const row = servedRow(3);
  const { age: _, ...ageless } = row;

  test('is told by the path of its field, in each form', async () => {
    const bad = { ...row, age: 'old' };
    const cases: readonly [unknown, string][] = [
      [[row, bad], '/1/age'],
      [{ rows: [row, row, bad] }, '/rows/2/age'],
    ];
    for (const [body, path] of cases) {
      const { json, status } = await ask(body);
      expect(status).toBe(200);
      expect(json.predictions.at(-1)?.error?.path).toBe(path);
      expect(json.predictions[0]?.value).toBeTypeOf('number');
    }
    const lines = await answers([
      { ...job(`${JSON.stringify(row)}\n\n${JSON.stringify(bad)}\n`, 'lines'), firstLine: 7 },
    ]);
    const told = lines.answers[0]?.body.trim().split('\n') ?? [];
    expect(told).toHaveLength(2);
    expect(told[1]).toContain('"path":"/9/age"');
  });

  test('is an absent field, but not one that is null or empty', async () => {
    expect((await ask(ageless)).json.error).toMatchObject({ path: '/age' });
    expect((await ask({ ...ageless, Age: 4 })).json.error?.message).toContain('is "Age" meant?');
    for (const age of [null, '']) expect((await ask({ ...row, age })).status).toBe(200);
  });

  test('is not an unknown field, which is named, nor the label', async () => {
    const { json } = await ask([
      { ...row, shoe: 43 },
      { ...row, 'a/b': 1 },
    ]);
    expect(json.notes).toEqual(['columns that the model does not know are ignored: shoe, a/b']);
    expect((await ask(row)).json.notes).toBeUndefined();
  });

  test.each([
    ['{"age":', 400, 'BAD_JSON'],
    ['', 400, 'BAD_JSON'],
    ['5', 422, 'NO_ROW'],
    ['null', 422, 'NO_ROW'],
    ['[]', 422, 'NO_ROWS'],
    [`${'['.repeat(100_000)}`, 400, 'TOO_DEEP'],
    [`{"a":${'{"a":'.repeat(80)}1${'}'.repeat(80)}}`, 400, 'TOO_DEEP'],
    [`[${'{},'.repeat(100_001)}{}]`, 413, 'TOO_MANY_ROWS'],
  ])('is told of %.20s', async (body, status, code) => {
    const answer = await ask(body);
    expect([answer.status, answer.json.error?.code]).toEqual([status, code]);
  });

  test('costs no more than it must: hostile keys, huge numbers, long cells', async () => {
    const text = JSON.stringify(row);
    const proto = text.replace('{', '{"__proto__":{"age":1},"constructor":{"prototype":1},');
    expect((await ask(proto)).status).toBe(200);
    const { age: _own, ...rest } = row;
    const onlyProto = JSON.stringify(rest).replace('{', '{"__proto__":{"age":1},');
    expect((await ask(onlyProto)).json.error?.path).toBe('/age');
    expect((await ask(text.replace('"age":41', '"age":1e999'))).json.error?.path).toBe('/age');
    const long = '9'.repeat(5_000_000);
    expect((await ask({ ...row, age: long })).json.error?.message.length).toBeLessThan(100);
    expect((await ask({ ...row, city: long })).status).toBe(200);
    expect((await ask({ ...row, tags: long })).status).toBe(200);
  });

  test('is no UTF-8', async () => {
    const [answer] = (await answers([{ ...job(''), bytes: Uint8Array.of(0x22, 0xff, 0x22) }]))
      .answers;
    expect(answer?.status).toBe(400);
    expect(answer?.body).toContain('NOT_UTF8');
  });

  test('is a line that is no UTF-8, by itself alone', async () => {
    const line = Buffer.from(`${JSON.stringify({ ...row, city: 'Tromsø' })}\n`);
    const latin = Buffer.from(`${JSON.stringify({ ...row, city: 'Tromsø' })}\n`, 'latin1');
    const lines = { ...job('', 'lines'), bytes: Buffer.concat([line, latin, line]) };
    const [answer] = (await answers([lines])).answers;
    const told = (answer?.body ?? '').trim().split('\n');
    expect(told.map((text) => 'value' in JSON.parse(text))).toEqual([true, false, true]);
    expect(told[1]).toBe('{"error":{"path":"/1","message":"the line is not UTF-8"}}');
  });

  test('is CSV with more columns than memory should be spent on', async () => {
    const wide = `${Array.from({ length: 10_008 }, (_, i) => `c${i}`).join()}\n1\n`;
    const [answer] = (await answers([job(wide, 'csv')])).answers;
    expect(answer?.body).toContain('"code":"TOO_MANY_COLUMNS"');
    const names = Object.keys(row).filter((name) => name !== 'y');
    const header = [...names, ...Array.from({ length: 10_000 }, (_, i) => `c${i}`)];
    const cells = header.map((name) => JSON.stringify(row[name] ?? 1)).join();
    const [taken] = (await answers([job(`${header.join()}\n${cells}\n`, 'csv')])).answers;
    expect(taken?.status).toBe(200);
  });

  test('takes no other request with it', async () => {
    const both = await answers([job('{'), job(JSON.stringify(row))]);
    expect(both.answers.map(({ status }) => status)).toEqual([400, 200]);
  });
});

test('a list of a program has its known items, whatever others are in it', async () => {
  const value = async (tags: unknown) => (await ask({ ...servedRow(1), tags })).json.predictions[0];
  expect(await value(['new', 'strange'])).toEqual(await value('new; strange'));
  expect(await value(['strange', 'big', 'new'])).toEqual(await value('big; new'));
  expect(await value(['new', 'strange'])).not.toEqual(await value('strange'));
});

test('a whole number that doubles do not hold keeps its digits, as in files', async () => {
  const reader = rowReader(state.schema);
  const note = reader.names.indexOf('note');
  const row = JSON.stringify({ ...servedRow(1), note: 0 });
  const written = row.replace('"note":0', '"note":12345678901234567');
  for (const form of ['json', 'lines'] as const) {
    const { rows } = await requestRows(job(written, form), reader, state.schema);
    expect((rows[0] as readonly string[])[note]).toBe('12345678901234567');
  }
});

test('CSV is read as files are, each row by itself', async () => {
  const row = servedRow(4);
  const names = Object.keys(row);
  const line = (own: Record<string, unknown>) => names.map((name) => `"${own[name]}"`).join(';');
  const text = [names.join(';'), line(row), line({ ...row, age: 'old' })].join('\n');
  const [answer] = (await answers([job(text, 'csv')])).answers;
  const { predictions } = JSON.parse(answer?.body ?? '') as Answer;
  expect(predictions[0]?.value).toBe((await predictor.predict([row]))[0]);
  expect(predictions[1]?.error?.path).toBe('/1/age');
  const [headless] = (await answers([job('city;since\nOslo;2023-01-01\n', 'csv')])).answers;
  expect([headless?.status, JSON.parse(headless?.body ?? '').error.path]).toEqual([422, '/age']);
});

test('cells that differ from those of training are counted by column', async () => {
  const row = servedRow(2);
  const rows = [row, { ...row, age: 1000, city: 'Paris' }, { ...row, age: null, tags: 'strange' }];
  const { drift } = await answers([job(JSON.stringify(rows))]);
  // (missing, unseen, out of range) of age, price, city, member, since, tags and note
  const counted = [1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0];
  expect([...drift]).toEqual(counted);
});

test('an explanation adds up to the answer, and is for few rows', async () => {
  const rows = [servedRow(2), servedRow(3)];
  const [answer] = (await answers([job(JSON.stringify(rows), 'json', true)])).answers;
  const { predictions } = JSON.parse(answer?.body ?? '') as {
    predictions: { value: number; explanation: { outputs: Output[] } }[];
  };
  for (const { value, explanation } of predictions) {
    const [output] = explanation.outputs;
    const sum = output?.contributions.reduce((all, own) => all + own.contribution, output.base);
    expect(output?.answer).toBeCloseTo(value, 9);
    expect(sum).toBeCloseTo(value, 6);
    expect(output?.contributions.map(({ column }) => column).sort()).toEqual(
      Object.keys(CELLS).sort(),
    );
  }
  const many = Array.from({ length: 17 }, () => servedRow(2));
  const [refused] = (await answers([job(JSON.stringify(many), 'json', true)])).answers;
  expect(refused?.status).toBe(413);
});

interface Output {
  readonly answer: number;
  readonly base: number;
  readonly contributions: readonly { readonly column: string; readonly contribution: number }[];
}
