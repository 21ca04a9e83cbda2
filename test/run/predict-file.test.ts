import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { beforeAll, describe, expect, test } from 'vitest';
import { distill } from '../../src/fit/distill.js';
import { loadPredictor, openPredictor } from '../../src/run/predictor-file.js';
import type { Row } from '../../src/table/flat-row.js';
import { cellTexts } from '../../src/table/raw-cells.js';
import { readTable } from '../../src/table/read-table.js';
import { csvText, FEATURES, fittedTo, mixedRows, textOf } from '../fixtures/predicted-files.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const rows: readonly Row[] = mixedRows(100).map((row, i) => ({ ...row, more: i }));
const columns = ['id', ...FEATURES, 'more'];
const data = folder.write('data.csv', csvText(rows, columns));
const WHOLE = 1000;
let kinds: Awaited<ReturnType<typeof fittedTo>>;
let prices: Awaited<ReturnType<typeof fittedTo>>;

beforeAll(async () => {
  kinds = await fittedTo('kind');
  prices = await fittedTo('price');
});

describe('a file in blocks', () => {
  test('has the bytes and the notes of the same file as a whole, however large blocks are', async () => {
    const options = { with: ['id'], proba: true };
    const whole = await kinds.inBlocks(data, folder.at('whole.csv'), { ...options, rows: WHOLE });
    const { values, matrix, notes } = await kinds.predictions(data);
    const lines = textOf(folder.at('whole.csv'));
    expect([whole.rows, whole.notes]).toEqual([100, notes]);
    expect(notes).toEqual(['columns that the model does not know are ignored: more']);
    expect(lines.split('\n')[0]).toBe('id,kind,proba_low,proba_mid,proba_high');
    expect(lines.split('\n')[1]).toBe(`r0,${[values[0], ...(matrix?.values.slice(0, 3) ?? [])]}`);
    for (const size of [1, 7, 50, 99, 100]) {
      const out = folder.at(`in-${size}.csv`);
      const parts = await kinds.inBlocks(data, out, { ...options, rows: size });
      expect([size, textOf(out), parts]).toEqual([size, lines, whole]);
    }
  });

  test('copies a column whose name has a line break by its name on one line', async () => {
    const path = folder.write('lines.csv', csvText(rows, columns).replace(/^id,/, '"Row\nid",'));
    for (const size of [7, WHOLE]) {
      const out = folder.at(`lines-${size}.csv`);
      await prices.inBlocks(path, out, { rows: size, with: ['Row id'] });
      const [head, first] = textOf(out).split('\n');
      expect([head, first]).toEqual(['Row id,price', expect.stringMatching(/^r0,/)]);
    }
  });

  test('has the same bytes over several threads', async () => {
    const [one, two] = [folder.at('one.csv'), folder.at('two.csv')];
    await prices.inBlocks(data, one, { rows: 9, with: ['id'] });
    const told = await prices.inBlocks(data, two, { rows: 9, with: ['id'], workers: 2 });
    expect(textOf(two)).toBe(textOf(one));
    expect(told.rows).toBe(100);
  });

  test('sums up what is strange, and tells spellings of all blocks in one note', async () => {
    const odd = rows.map((row, i) => ({
      ...row,
      colour: ({ 10: 'pink', 40: 'RED', 80: 'Blue', 90: 'teal' } as const)[i] ?? row.colour,
      day: i === 60 ? '?!' : row.day,
    }));
    const path = folder.write('odd.csv', csvText(odd, columns));
    const whole = await kinds.inBlocks(path, folder.at('odd-1.csv'), { rows: WHOLE });
    const parts = await kinds.inBlocks(path, folder.at('odd-2.csv'), { rows: 30 });
    expect(whole.notes).toContain(
      'column "colour": levels that are written otherwise than in training are read as those: "RED" as "red", "Blue" as "blue"',
    );
    expect(whole.notes).toContain('2 of 100 rows had unseen levels in colour ("pink")');
    expect(parts).toEqual(whole);
    expect(textOf(folder.at('odd-2.csv'))).toBe(textOf(folder.at('odd-1.csv')));
  });

  test('may have marks at later numbers that change none without them, which is told', async () => {
    const marked = rows.map((row, i) => (i === 70 ? { ...row, size: '1,234.5' } : row));
    const path = folder.write('marked.csv', csvText(marked, columns));
    const whole = await kinds.inBlocks(path, folder.at('marked-1.csv'), { rows: WHOLE });
    const parts = await kinds.inBlocks(path, folder.at('marked-2.csv'), { rows: 30 });
    expect(textOf(folder.at('marked-2.csv'))).toBe(textOf(folder.at('marked-1.csv')));
    expect(whole.notes[0]).toMatch(/^column "size" is read as numbers with thousands separators/);
    expect(parts.notes[0]).toMatch(
      /, lines \d+ to \d+: column "size" is read as numbers with thous/,
    );
  });

  test('of several files is one table', async () => {
    folder.write('part-a.csv', csvText(rows.slice(0, 33), columns));
    folder.write('part-b.csv', csvText(rows.slice(33, 40), columns));
    folder.write('part-c.csv', csvText(rows.slice(40), columns));
    const pattern = folder.at('part-*.csv');
    const whole = await kinds.inBlocks(pattern, folder.at('of-1.csv'), { rows: WHOLE });
    const parts = await kinds.inBlocks(pattern, folder.at('of-2.csv'), { rows: 20 });
    expect(parts).toEqual(whole);
    expect(whole.notes[0]).toBe(`3 files are one table: ${pattern}`);
    await kinds.inBlocks(data, folder.at('of-3.csv'), { rows: WHOLE });
    expect(textOf(folder.at('of-1.csv'))).toBe(textOf(folder.at('of-3.csv')));
    expect(textOf(folder.at('of-2.csv'))).toBe(textOf(folder.at('of-3.csv')));
  });
});

describe('what is wrong in a later block', () => {
  const turned = rows.map((row, i) =>
    i < 60 ? row : { ...row, size: `${row.size}`.replace('.', ',') },
  );
  const unread = rows.map((row, i) => (i < 30 || i > 60 ? row : { ...row, size: 'n.b.!' }));

  test.each([
    ['another form', turned, 60],
    ['what cannot be read', unread, 25],
  ])(
    '%s is a mistake that names column and lines, and leaves the old file',
    async (_, odd, size) => {
      const path = folder.write('late.csv', csvText(odd, columns));
      const out = folder.write('late-out.csv', 'old\n');
      const wrong = await kinds.inBlocks(path, out, { rows: size }).catch((thrown) => thrown);
      expect(wrong.name).toBe('AutofitError');
      expect(wrong.message).toMatch(/late\.csv, lines \d+ to \d+: column "size"/);
      expect(textOf(out)).toBe('old\n');
      expect(readdirSync(folder.path).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      const inThreads = kinds.inBlocks(path, out, { rows: size, workers: 2 });
      await expect(inThreads).rejects.toThrow(wrong.message);
      // Told to be right, it is read as in training.
      const forced = await kinds.inBlocks(path, out, { rows: size, force: true });
      expect(
        forced.notes.some((note) => / of 100 rows had text that is no number in size/.test(note)),
      ).toBe(true);
    },
  );

  test('a record of another length leaves no file', async () => {
    const path = folder.write('ragged.csv', `${csvText(rows, columns)}a,b\n`);
    const out = folder.at('ragged-out.csv');
    await expect(kinds.inBlocks(path, out, { rows: 10 })).rejects.toThrow('ragged.csv, line 122');
    expect(existsSync(out)).toBe(false);
  });

  test('most of a column that nowhere was most of a block is a mistake in the end', async () => {
    // Of 19 filled cells in a block nothing is said yet.
    const few = rows.map((row, i) => ({ ...row, size: i % 30 < 19 ? '?!' : '' }));
    const path = folder.write('few.csv', csvText(few, columns));
    const wrong = kinds.inBlocks(path, folder.at('few-out.csv'), { rows: 30 });
    await expect(wrong).rejects.toThrow('column "size" was numeric in training');
  });
});

describe('other forms', () => {
  test('JSON Lines is read and written, an empty cell as null', async () => {
    const lines = rows.map(({ id, size, ...row }, i) =>
      JSON.stringify({ id, ...row, ...(i % 9 === 1 ? {} : { size }) }),
    );
    const path = folder.write('data.jsonl', `${lines.join('\n')}\n`);
    const out = folder.at('out.jsonl');
    await kinds.inBlocks(path, out, { rows: 8, with: ['size', 'id'], proba: true });
    await kinds.inBlocks(path, folder.at('out-1.jsonl'), {
      rows: WHOLE,
      with: ['size', 'id'],
      proba: true,
    });
    expect(textOf(out)).toBe(textOf(folder.at('out-1.jsonl')));
    const { values, matrix } = await kinds.predictions(path);
    const [first, second] = textOf(out)
      .split('\n')
      .map((line) => line && JSON.parse(line));
    expect(second).toEqual({
      size: null,
      id: 'r1',
      kind: values[1],
      proba_low: matrix?.values[3],
      proba_mid: matrix?.values[4],
      proba_high: matrix?.values[5],
    });
    expect(Object.keys(first)).toEqual(Object.keys(second));
  });

  test('a column that rows of a later block do not name is missing there', async () => {
    const lines = rows.map(({ day, ...row }, i) => JSON.stringify(i < 50 ? { day, ...row } : row));
    const path = folder.write('lack.jsonl', lines.join('\n'));
    const [one, two] = [folder.at('lack-1.csv'), folder.at('lack-2.csv')];
    const whole = await kinds.inBlocks(path, one, { rows: WHOLE, with: ['day'] });
    expect(await kinds.inBlocks(path, two, { rows: 10, with: ['day'] })).toEqual(whole);
    expect(whole.notes).toContain('50 of 100 rows had no value in day, which training always had');
    expect(textOf(two)).toBe(textOf(one));
  });

  test('a column that the first rows do not name is missing there, where the next ones do', async () => {
    const lines = rows.map(({ day, ...row }, i) => JSON.stringify(i < 30 ? row : { ...row, day }));
    const path = folder.write('late.jsonl', lines.join('\n'));
    const [one, two] = [folder.at('late-1.csv'), folder.at('late-2.csv')];
    const whole = await kinds.inBlocks(path, one, { rows: WHOLE, with: ['day'] });
    for (const size of [20, 30]) {
      expect(await kinds.inBlocks(path, two, { rows: size, with: ['day'] })).toEqual(whole);
      expect(textOf(two)).toBe(textOf(one));
    }
    expect(whole.notes).toContain('30 of 100 rows had no value in day, which training always had');
    for (const [copied, message] of [
      [[], 'lacks the column(s) "day"'],
      [['day'], 'has no column "day" to copy'],
    ] as const) {
      const refused = kinds.inBlocks(path, two, { rows: 15, with: copied });
      await expect(refused).rejects.toThrow(`${path} ${message}.`);
    }
  });

  test('what is packed is unpacked, and packed where the name ends so', async () => {
    const path = folder.write('data.csv.gz', gzipSync(textOf(data)));
    await kinds.inBlocks(path, folder.at('packed.csv.gz'), { rows: 20, with: ['id'] });
    await kinds.inBlocks(data, folder.at('plain.csv'), { rows: WHOLE, with: ['id'] });
    const unpacked = gunzipSync(readFileSync(folder.at('packed.csv.gz'))).toString();
    expect(unpacked).toBe(textOf(folder.at('plain.csv')));
  });

  test('Parquet is read by its groups of rows, and written in them', async () => {
    const file = parquetWriteBuffer({
      columnData: columns.map((name) => ({
        name,
        data: rows.map((row) => `${row[name]}` || null),
        type: 'STRING',
      })),
      rowGroupSize: 30,
    });
    const path = folder.write('data.parquet', new Uint8Array(file));
    const out = folder.at('out.parquet');
    await prices.inBlocks(path, out, { rows: 20, with: ['size', 'id'] });
    const written = await parquetReadObjects({ file: new Uint8Array(readFileSync(out)).buffer });
    const { values } = await prices.predictions(data);
    expect(written).toEqual(
      rows.map(({ size, id }, i) => ({ size: size || null, id, price: values[i] })),
    );
    for (const size of [30, 35, 60, WHOLE]) {
      await prices.inBlocks(path, folder.at('of.csv'), { rows: size });
      expect(textOf(folder.at('of.csv'))).toBe(`price\n${values.join('\n')}\n`);
    }
  });

  test('are told by the end of a name or by `to`, and others refused', async () => {
    const out = folder.at('x.txt');
    await kinds.inBlocks(data, out, { rows: WHOLE, to: 'jsonl' });
    expect(textOf(out)).toMatch(/^\{"kind":"\w+"\}\n/);
    await expect(kinds.inBlocks(data, folder.at('x.xlsx'), { rows: WHOLE })).rejects.toThrow(
      'predictions are not written as xlsx',
    );
    await expect(kinds.inBlocks(data, folder.at('x.parquet.gz'), { rows: WHOLE })).rejects.toThrow(
      'not written as parquet.gz',
    );
  });
});

describe('columns that are copied', () => {
  test('come back as they were, whatever their names and cells hold', async () => {
    const names = ['a,"b"', '__proto__', '=1+1', ' x ', ''];
    const cells = ['"', ',', 'a\nb', ' pad ', '=cmd|x', '', '\t', 'ß😀'];
    const odd = rows.slice(0, 40).map((row, i) => {
      const own = names.map((name, n) => [name, cells[(i + n) % cells.length]] as const);
      return new Map<string, unknown>([...own, ...FEATURES.map((n) => [n, row[n]] as const)]);
    });
    const quote = (cell: unknown) => `"${`${cell}`.replaceAll('"', '""')}"`;
    const all = [...names, ...FEATURES];
    const lines = odd.map((row) => all.map((name) => quote(row.get(name))).join(','));
    const path = folder.write('hostile.csv', [all.map(quote).join(','), ...lines].join('\n'));
    const read = (await readTable(path)).columns.slice(0, names.length);
    const copied = read.map(({ name }) => name);
    for (const form of ['csv', 'jsonl', 'parquet'] as const) {
      const out = folder.at(`hostile-out.${form}`);
      await kinds.inBlocks(path, out, { rows: 15, with: copied });
      const back = await readTable(out);
      expect(back.columns.map(({ name }) => name)).toEqual([...copied, 'kind']);
      const found = back.columns.slice(0, names.length).map(cellTexts);
      expect(found).toEqual(read.map(cellTexts));
    }
  });

  test('are named if they are not there, and refused where the prediction has their name', async () => {
    const wrong = await kinds
      .inBlocks(data, folder.at('w.csv'), { rows: 10, with: ['di'] })
      .catch((thrown) => thrown);
    expect(wrong.message).toContain('has no column "di" to copy');
    expect(wrong.hint).toContain(
      'Is "id" meant? The columns are: id, size, colour, day, said, more.',
    );
    await expect(
      kinds.inBlocks(data, folder.at('w.csv'), { rows: 10, with: ['kind'] }),
    ).rejects.toThrow('"kind" cannot be copied: its predictions have that name.');
    await expect(
      kinds.inBlocks(data, folder.at('w.csv'), { rows: 10, with: ['proba_low'], proba: true }),
    ).rejects.toThrow('would have the name "proba_low"');
    expect(existsSync(folder.at('w.csv'))).toBe(false);
  });
});

test('predictions are not written over what they are made from', async () => {
  const model = folder.at('own.safetensors');
  await openPredictor(prices.state, 1).save(model);
  const predictor = await loadPredictor(model, { workers: 1 });
  const kept = [data, model].map((path) => readFileSync(path));
  for (const out of [data, model]) {
    const asked = predictor.predictFile(data, out);
    await expect(asked).rejects.toThrow(`${out} is read, and would be written over.`);
    await expect(distill(model, { data, out })).rejects.toThrow(`${out} is read`);
  }
  expect([data, model].map((path) => readFileSync(path))).toEqual(kept);
});

describe('explanations', () => {
  test('add up to the prediction, a column each', async () => {
    const out = folder.at('why.jsonl');
    const path = folder.write('why.csv', csvText(rows.slice(0, 12), columns));
    const { notes } = await prices.inBlocks(path, out, {
      rows: WHOLE,
      with: ['id'],
      explain: true,
    });
    const base = Number(
      /beside (\S+)$/.exec(notes.find((note) => note.includes('add up')) ?? '')?.[1],
    );
    const written = textOf(out)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const names = FEATURES.map((name) => `contribution_${name}`);
    expect(Object.keys(written[0])).toEqual(['id', 'price', ...names]);
    for (const row of written) {
      const sum = names.reduce((all, name) => all + row[name], base);
      expect(sum).toBeCloseTo(row.price, 6);
    }
  });

  test('of more rows than are explained are refused before anything is written', async () => {
    const wrong = prices.inBlocks(data, folder.at('many.csv'), { rows: 50, explain: true });
    await expect(wrong).rejects.toThrow('data.csv has more than 10,000 rows to explain');
    expect(existsSync(folder.at('many.csv'))).toBe(false);
  });
});
