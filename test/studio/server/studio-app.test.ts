import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import type { Hono } from 'hono';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fit } from '../../../src/index.js';
import type { RunAtHand } from '../../../src/studio/server/run-at-hand.js';
import { createStudioApp, type StudioPlace } from '../../../src/studio/server/studio-app.js';
import { openUploads, type Uploads } from '../../../src/studio/server/uploads.js';
import { tempFolder } from '../../fixtures/temp-folder.js';

const folder = tempFolder();
const runs = folder.at('runs');
const asked: (readonly [string, ...unknown[]])[] = [];
const failures: unknown[] = [];
/** Begins nothing, and says what it was asked for. */
const atHand: RunAtHand = {
  watch: (_, after) => {
    asked.push(['watch', after]);
    return () => {};
  },
  fit: (...own) => void asked.push(['fit', ...own]),
  resume: (...own) => void asked.push(['resume', ...own]),
  stop: (...own) => void asked.push(['stop', ...own]),
  close: async () => {},
};
let uploads: Uploads;
let app: Hono;

beforeAll(async () => {
  mkdirSync(runs);
  const rows = Array.from({ length: 40 }, (_, i) => ({ a: i, y: i % 2 ? 'yes' : 'no' }));
  await fit(rows, {
    label: 'y',
    out: `${runs}/own`,
    trials: 1,
    folds: 2,
    workers: 1,
    models: ['linear'],
    report: false,
  });
  uploads = await openUploads(runs);
  const onFailure = (thrown: unknown) => void failures.push(thrown);
  const place = {
    data: undefined,
    runs,
    token: 't',
    server: 'here',
    isInPage: false,
    uploads,
    atHand,
    onFailure,
  };
  app = createStudioApp(place as unknown as StudioPlace);
});
afterAll(() => uploads?.close());

const AT = 'http://127.0.0.1:8000';
const headers = { host: '127.0.0.1:8000', cookie: 'autofit-studio-8000=t' };
const get = async (path: string, own: Record<string, string> = {}) =>
  app.request(`${AT}${path}`, { headers: { ...headers, ...own } });
const post = async (path: string, body: unknown) =>
  app.request(`${AT}${path}`, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** Sends a table, and gives what the page asks by then. */
async function sent(name: string, text = 'a,y\n1,yes\n2,no\n') {
  const { id } = (await (await post('/api/upload', {})).json()) as { readonly id: string };
  const query = new URLSearchParams({ id, path: name });
  await app.request(`${AT}/api/upload?${query}`, { method: 'PUT', headers, body: text });
  return { kind: 'uploaded', id, name };
}
const told = { label: 'y', types: {}, ignore: [], timeLimit: '1m', preset: 'fast' };

test('what a run has told is told again from the start where nothing says what was heard', async () => {
  for (const [heard, after] of [
    ['here/7', 7],
    ['here/x', 0],
    ['here/-1', 0],
    ['here', 0],
    ['there/7', 0],
  ] as const) {
    const response = await get('/api/told', { 'last-event-id': heard });
    await response.body?.cancel();
    expect(asked.at(-1)).toEqual(['watch', after]);
  }
});

test('asked for headers alone, calls use up and begin nothing', async () => {
  const data = await sent('a.csv');
  const { id } = (await (await post('/api/predict', { run: `${runs}/own`, data })).json()) as {
    readonly id: string;
  };
  const before = asked.length;
  for (const path of [`/api/predictions?id=${id}`, '/api/told', `/api/file?name=report.html`]) {
    const response = await app.request(`${AT}${path}`, { method: 'HEAD', headers });
    expect([response.status, asked.length]).toEqual([405, before]);
  }
  const taken = await get(`/api/predictions?id=${id}`);
  expect((await taken.text()).split('\n')).toHaveLength(4);
});

test('requests that are not understood are told so, with where, and are no fault of the server', async () => {
  const cases: readonly (readonly [string, unknown, RegExp])[] = [
    ['/api/inspect', '{"data":', /JSON/],
    ['/api/inspect', {}, /data: /],
    [
      '/api/fit',
      { data: { kind: 'given', name: 'x' }, told: { ...told, types: { a: 1 } } },
      /told\.types\.a: /,
    ],
    ['/api/resume', { run: 1 }, /run: /],
    ['/api/predict', '', /JSON/],
    ['/api/stop', [], /the request: /],
  ];
  for (const [path, body, message] of cases) {
    const response = await post(path, body);
    expect(response.status, path).toBe(400);
    expect(await response.json()).toMatchObject({ message: expect.stringMatching(message) });
  }
  expect((await get('/%E0%A4%A')).status).toBe(404);
  expect((await get('/api/export?run=own')).status).toBe(404);
  expect(failures).toEqual([]);
});

test('each run has a folder of its own, also of those that are begun within a second, with a copy of what was sent', async () => {
  asked.length = 0;
  const data = await sent('table.csv');
  const answers = await Promise.all(
    Array.from({ length: 5 }, async () => (await post('/api/fit', { data, told })).json()),
  );
  const folders = answers.map((own) => (own as { readonly run: string }).run);
  expect(new Set(folders).size).toBe(5);
  expect(asked.map(([what, path, , run]) => [what, path, run])).toEqual(
    expect.arrayContaining(folders.map((run) => ['fit', `${run}/data/table.csv`, run])),
  );
  // One that has left nothing leaves no copy either.
  for (const [, , , , end] of asked) await (end as () => Promise<void>)();
  expect(readdirSync(runs)).toEqual(['own']);
});

test('runs are those of the folder: no other path is gone on with, stopped or read', async () => {
  asked.length = 0;
  expect((await post('/api/resume', { run: `${runs}/own`, timeLimit: '+1m' })).status).toBe(200);
  expect(asked).toEqual([['resume', `${runs}/own`, '+1m']]);
  for (const run of [
    '/etc',
    runs,
    `${runs}/../runs-beside`,
    `${runs}/own/trials`,
    'own',
    '',
    '..',
  ]) {
    expect((await post('/api/resume', { run })).status, run).toBe(404);
  }
  const file = (run: string, name: string) =>
    get(`/api/file?${new URLSearchParams({ run, name })}`);
  expect((await file(`${runs}/own`, 'model.safetensors')).status).toBe(200);
  expect((await file(`${runs}/own`, '../own/model.safetensors')).status).toBe(404);
  expect((await file(`${runs}/own`, 'journal.jsonl')).status).toBe(404);
  // It has none, and then one that leads elsewhere.
  expect((await file(`${runs}/own`, 'report.html')).status).toBe(404);
  symlinkSync('/etc/passwd', `${runs}/own/report.html`);
  expect((await file(`${runs}/own`, 'report.html')).status).toBe(404);
  expect(failures).toEqual([]);
});

test('exports say what they are, and pages among them are shown apart from the studio', async () => {
  const types = {
    html: 'text/html; charset=utf-8',
    python: 'text/x-python; charset=utf-8',
    ts: 'text/plain; charset=utf-8',
    onnx: 'application/octet-stream',
  };
  for (const [form, type] of Object.entries(types)) {
    const response = await get(`/api/export?${new URLSearchParams({ run: `${runs}/own`, form })}`);
    expect(response.headers.get('content-type'), form).toBe(type);
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="model\.\w+"$/,
    );
    expect(response.headers.get('content-security-policy')).toMatch(/^sandbox /);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(100);
  }
  expect(
    (await get(`/api/export?${new URLSearchParams({ run: `${runs}/own`, form: 'exe' })}`)).status,
  ).toBe(400);
});

test('predictions are given once, and then gone from the disk', async () => {
  const data = await sent('new.csv', 'a\n1\n2\n');
  const answer = await post('/api/predict', { run: `${runs}/own`, data });
  const { id } = (await answer.json()) as { readonly id: string };
  expect(readdirSync(uploads.aside)).toHaveLength(1);
  const response = await get(`/api/predictions?id=${id}`);
  const text = await response.text();
  expect(text.split('\n')[0]).toBe('y,proba_no,proba_yes');
  expect(response.headers.get('content-length')).toBe(String(text.length));
  await expect.poll(() => readdirSync(uploads.aside)).toEqual([]);
  expect((await get(`/api/predictions?id=${id}`)).status).toBe(404);
});

test('of predictions that nobody asks for the newest eight are there', async () => {
  const data = await sent('new.csv', 'a\n1\n');
  const ids: string[] = [];
  for (let i = 0; i < 9; i++) {
    const answer = await post('/api/predict', { run: `${runs}/own`, data });
    ids.push(((await answer.json()) as { readonly id: string }).id);
  }
  expect(readdirSync(uploads.aside)).toHaveLength(8);
  expect((await get(`/api/predictions?id=${ids[0]}`)).status).toBe(404);
  expect((await get(`/api/predictions?id=${ids[8]}`)).status).toBe(200);
});

test('another studio of this machine, at another port, has a cookie of its own', async () => {
  const first = await app.request(`${AT}/?token=t`, { headers: { host: '127.0.0.1:8000' } });
  expect(first.headers.get('set-cookie')).toMatch(
    /^autofit-studio-8000=t;.*HttpOnly; SameSite=Strict/,
  );
  const other = async (cookie: string) =>
    app.request('http://127.0.0.1:9000/api/runs', { headers: { host: '127.0.0.1:9000', cookie } });
  expect((await other('autofit-studio-8000=of another; autofit-studio-9000=t')).status).toBe(200);
  expect((await other('autofit-studio-8000=t')).status).toBe(401);
});
