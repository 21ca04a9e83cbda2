import { expect, test } from 'vitest';
import { encodePng } from '../../src/image/encode-png.js';
import { openAnswers } from '../../src/serve/answer-jobs.js';
import type { Job } from '../../src/serve/job.js';
import { boundaryOf } from '../../src/serve/multipart.js';
import { pictureLimit } from '../../src/serve/picture-limit.js';
import { pictureRoom } from '../../src/serve/picture-room.js';
import { rowTyper } from '../../src/serve/typed-rows.js';
import { pictureSchema, pictureState } from '../fixtures/picture-state.js';

const state = pictureState(undefined, 2);
const answers = openAnswers(state);
/** Red on the left, blue on the right. */
const RED_BLUE = [255, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0, 255];
const png = await encodePng({ width: 2, height: 2, pixels: Uint8Array.from(RED_BLUE) });
const text = Buffer.from(png).toString('base64');

interface Body {
  readonly predictions?: readonly { readonly value?: string; readonly error?: RowError }[];
  readonly error?: RowError & { readonly code: string };
}

interface RowError {
  readonly path: string;
  readonly message: string;
}

async function ask(job: Pick<Job, 'form' | 'bytes' | 'boundary'>) {
  const [answer] = (await answers([{ explain: false, firstLine: 0, ...job }])).answers;
  if (!answer) throw new Error('no answer');
  return { status: answer.status, body: JSON.parse(answer.body) as Body };
}

function askJson(rows: unknown) {
  return ask({ form: 'json', bytes: new TextEncoder().encode(JSON.stringify(rows)) });
}

type Fields = readonly (readonly [string, string | Blob, string?])[];

async function askForm(fields: Fields) {
  return ask(await formJob(fields));
}

async function formJob(fields: Fields): Promise<Job> {
  const form = new FormData();
  for (const [name, value, file] of fields) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, value, file);
  }
  const response = new Response(form);
  const boundary = boundaryOf(response.headers.get('content-type') ?? '');
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { form: 'form', boundary, bytes, explain: false, firstLine: 0 };
}

test('pictures come as base64, as data URIs, as lists of them, or not at all', async () => {
  const photos = [text, `data:image/png;base64,${text}`, [text, text], null, ''];
  const { status, body } = await askJson(photos.map((photo, x) => ({ photo, x })));
  expect(status).toBe(200);
  expect(body.predictions?.map(({ value }) => value)).toEqual(photos.map(() => 'yes'));
  const rows = [
    [text, '1'],
    [`data:image/png;base64,${text};${text}`, '2'],
    ['', '3'],
  ];
  const { table } = await rowTyper(state.schema)(rows);
  const column = table?.columns.find(({ name }) => name === 'photo');
  if (column?.kind !== 'image') throw new Error('no pictures');
  expect([...column.codes]).toEqual([0, 1, -1]);
  expect([...column.pixels.subarray(0, 12)]).toEqual(RED_BLUE);
  expect([...column.sizes.subarray(0, 3)]).toEqual([2, 2, png.length]);
});

test('a picture that cannot be read is a fault of its row alone; paths are not opened', async () => {
  const photos = [text, 'photos/a.png', '/etc/passwd', text.slice(0, -20), 7, { url: 'a' }, text];
  const { body } = await askJson(photos.map((photo, x) => ({ photo, x })));
  const said = body.predictions?.map(
    ({ value, error }) => value ?? `${error?.path} ${error?.message}`,
  );
  expect(said).toEqual([
    'yes',
    '/1/photo "photos/a.png" is no picture as base64, and paths are not opened',
    '/2/photo "/etc/passwd" is no picture as base64, and paths are not opened',
    expect.stringMatching(/^\/3\/photo the picture is cut off/),
    expect.stringMatching(/^\/4\/photo pictures are texts of base64/),
    expect.stringMatching(/^\/5\/photo pictures are texts of base64/),
    'yes',
  ]);
});

test('a form is one row, with a field a column and files for pictures', async () => {
  const photo = new Blob([new Uint8Array(png)]);
  const { status, body } = await askForm([
    ['photo', photo, 'a.jpg'],
    ['x', '1.5'],
  ]);
  expect(status).toBe(200);
  expect(body.predictions?.map(({ value }) => value)).toEqual(['yes']);
  // As a browser sends it where no file was chosen; and several of one name.
  const none = await askForm([
    ['photo', new Blob([]), ''],
    ['x', ''],
  ]);
  expect(none.status).toBe(200);
  const two = await askForm([
    ['photo', photo, 'a'],
    ['photo', photo, 'b'],
    ['x', '1'],
  ]);
  expect(two.status).toBe(200);
});

test('files of a form are taken under the name of a column however it is written, as texts are', async () => {
  const name = 'Fotó';
  const { columns } = state.schema;
  const named = columns.map((own) => (own.name === 'photo' ? { ...own, name } : own));
  const asked = openAnswers({ ...state, schema: { ...state.schema, columns: named } });
  const photo = new Blob([new Uint8Array(png)]);
  for (const written of [name, name.normalize('NFD'), ` ${name} `]) {
    const given = await formJob([
      [written, photo, 'a.png'],
      ['x', '1'],
    ]);
    const [answer] = (await asked([given])).answers;
    expect([answer?.status, written]).toEqual([200, written]);
  }
  const { body } = await askForm([
    ['photo', text],
    [' x ', photo, 'a.png'],
  ]);
  expect(body.error?.message).toBe('this field takes a text, not a file');
});

test.each([
  ['a field is absent', [['x', '1']], '/photo', 'this field is absent'],
  [
    'a file is no picture',
    [
      ['photo', new Blob(['%PDF-1.7']), 'a.png'],
      ['x', '1'],
    ],
    '/photo',
    'picture',
  ],
  [
    'a file is empty',
    [
      ['photo', new Blob([]), 'a.png'],
      ['x', '1'],
    ],
    '/photo',
    'The picture is empty',
  ],
  [
    'a file stands for a number',
    [
      ['photo', text],
      ['x', new Blob([new Uint8Array(png)]), 'a'],
    ],
    '/x',
    'takes a text',
  ],
  [
    'a file is called as no column',
    [
      ['phot', new Blob([new Uint8Array(png)]), 'a.png'],
      ['x', '1'],
    ],
    '/phot',
    'the model has no such column: files are taken as photo',
  ],
  [
    'a field comes twice',
    [
      ['photo', text],
      ['x', '1'],
      ['x', '2'],
    ],
    '/x',
    '',
  ],
] as const)('of a form where %s, the field is told', async (_, fields, path, says) => {
  const { status, body } = await askForm(fields as never);
  expect(status).toBe(422);
  expect(body.error).toMatchObject({
    path,
    code: 'BAD_ROW',
    message: expect.stringContaining(says),
  });
});

test('pictures of requests that come together have so many pixels at most, each of them what it takes', async () => {
  const bytesOf = pictureLimit(0, 10);
  expect(await bytesOf(text)).toEqual(png);
  await bytesOf(text);
  await expect(bytesOf(text)).rejects.toThrow('more than 0.00001 megapixels: send fewer at once');
  const squares = pictureLimit(64, 127);
  await squares(text);
  await expect(squares(text)).rejects.toThrow('send fewer at once');
});

test('requests that come together are answered as each alone: the pictures of one take no room of another', async () => {
  // A square of 12,000 x 12,000 pixels has room once, not twice.
  const large = openAnswers(pictureState(undefined, 12_000));
  const bytes = new TextEncoder().encode(JSON.stringify({ photo: 'data:,R0lGODlhAAAA', x: 1 }));
  const other = new TextEncoder().encode(JSON.stringify({ photo: 'data:,R0lGODlhAAAB', x: null }));
  const jobs = [bytes, other, other].map(
    (own): Job => ({ form: 'json', bytes: own, explain: false, firstLine: 0 }),
  );
  const alone = await Promise.all(jobs.map((job) => large([job])));
  const together = await large(jobs);
  expect(together.answers).toEqual(alone.flatMap((own) => own.answers));
  for (const { body } of together.answers) expect(body).not.toContain('send fewer at once');
});

test('a cell of very many pictures is a fault of its row before any is read, and copies take room once', async () => {
  const tiny = (count: number) => 'data:,R0lGODlhAAAA;'.repeat(count);
  const { body } = await askJson([
    { photo: tiny(1001), x: 1 },
    { photo: text, x: 2 },
  ]);
  expect(body.predictions?.map(({ value, error }) => value ?? error?.message)).toEqual([
    'the cell has 1,001 pictures, and 1,000 pictures are read at most',
    'yes',
  ]);
  const alone = await askJson({ photo: tiny(500_000), x: 1 });
  expect([alone.status, alone.body.error?.message]).toEqual([
    422,
    'the cell has 500,000 pictures, and 1,000 pictures are read at most',
  ]);
  // A square of 16,000 x 16,000 pixels is more than there is room for.
  const { faults } = await rowTyper(pictureState(undefined, 16_000).schema)([[text, '1']]);
  expect(faults.get(0)).toMatchObject({
    column: 'photo',
    message: expect.stringContaining('send fewer at once'),
  });
  // Each takes 8 x 8 pixels.
  const room = pictureRoom([pictureSchema('photo', 8)], 128);
  const rows = ['a;b', 'b;a;a', '', 'c', 'a'];
  expect(rows.map((cell) => room.full([cell])?.message)).toEqual([
    undefined,
    undefined,
    undefined,
    'there are too many pictures in this row and those before it: send fewer at once',
    undefined,
  ]);
});
