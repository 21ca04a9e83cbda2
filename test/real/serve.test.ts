import { copyFileSync } from 'node:fs';
import { Agent, get, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Validator } from '@seriousme/openapi-schema-validator';
import { OpenAPIClientAxios } from 'openapi-client-axios';
import { describe, expect, test } from 'vitest';
import { loadPredictor } from '../../src/index.js';
import { buildState } from '../../src/predictor/build-state.js';
import { FORMAT_VERSION, saveState } from '../../src/predictor/save-state.js';
import { runServer } from '../fixtures/run-server.js';
import { servedModel, servedRow } from '../fixtures/served.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const { bytes, state } = await servedModel();
const model = folder.write('model.safetensors', bytes);
const predictor = await loadPredictor(model);
const rows = Array.from({ length: 20 }, (_, i) => servedRow(i));
const values = await predictor.predict(rows);
const HEAD = 'POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
const JSON_TYPE = { 'Content-Type': 'application/json' };

interface Answer {
  readonly predictions: readonly { readonly value: number; readonly explanation?: object }[];
}

function post(url: string, body: string, headers: Record<string, string> = JSON_TYPE) {
  return fetch(`${url}/predict`, { method: 'POST', body, headers });
}

async function valuesFrom(answer: Response): Promise<readonly number[]> {
  expect(answer.status).toBe(200);
  return ((await answer.json()) as Answer).predictions.map(({ value }) => value);
}

async function codeOf(answer: Response): Promise<readonly [number, string]> {
  const { error } = (await answer.json()) as { error: { code: string } };
  return [answer.status, error.code];
}

/** The value of a metric. */
async function metric(url: string, line: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const found = text.split('\n').find((own) => own.startsWith(`${line} `));
  return Number(found?.slice(line.length + 1));
}

describe('a server', async () => {
  const { url } = await runServer(model);

  test('answers one row, many rows and CSV with the numbers of the library', async () => {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await valuesFrom(await post(url, JSON.stringify(rows[3])))).toEqual([values[3]]);
    expect(await valuesFrom(await post(url, JSON.stringify(rows)))).toEqual(values);
    expect(await valuesFrom(await post(url, JSON.stringify({ rows })))).toEqual(values);
    const names = Object.keys(rows[0] ?? {});
    const lines = rows.map((row) => names.map((name) => `"${row[name]}"`).join(','));
    const csv = [names.join(','), ...lines].join('\n');
    expect(await valuesFrom(await post(url, csv, { 'Content-Type': 'text/csv' }))).toEqual(values);
  });

  test('answers rows of many at once, each as alone', async () => {
    const asked = Array.from({ length: 400 }, (_, i) => i % rows.length);
    const answers = await Promise.all(
      asked.map(async (i) => valuesFrom(await post(url, JSON.stringify(rows[i])))),
    );
    expect(answers.flat()).toEqual(asked.map((i) => values[i]));
  });

  test('answers lines as they come, in order, while more are still to come', async () => {
    const { asked, answered } = openLines(url);
    for (const [i, row] of rows.entries()) {
      asked.write(`${JSON.stringify(row)}\n`);
      expect(JSON.parse((await answered.next()).value ?? '')).toEqual({ value: values[i] });
    }
    asked.end('no row\n');
    expect((await answered.next()).value).toContain('"path":"/20"');
    expect((await answered.next()).done).toBe(true);
  });

  test('answers a stream without end in little memory', async () => {
    const before = await metric(url, 'process_resident_memory_bytes');
    const { asked, answered } = openLines(url);
    const good = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    const bad = `${'x'.repeat(10_000)}\n`.repeat(100);
    const blocks = 150;
    void (async () => {
      for (let i = 0; i < blocks; i++) {
        if (!asked.write(good + bad)) await new Promise((resolve) => asked.once('drain', resolve));
      }
      asked.end();
    })();
    let count = 0;
    for await (const line of answered) {
      const value = values[count % (rows.length + 100)];
      if (value === undefined) expect(line).toContain(`{"error":{"path":"/${count}",`);
      else expect(line).toBe(`{"value":${value}}`);
      count++;
    }
    expect(count).toBe(blocks * (rows.length + 100));
    const grown = (await metric(url, 'process_resident_memory_bytes')) - before;
    // What was sent is 150 MB.
    expect(grown).toBeLessThan(100e6);
  });

  test('is described by its document, by which a client is made that gets answers', async () => {
    const document = await (await fetch(`${url}/openapi.json`)).json();
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect([valid, errors ?? []]).toEqual([true, []]);
    const api = new OpenAPIClientAxios({ definition: document });
    const client = await api.init();
    client.defaults.baseURL = url;
    const one = await client.predict?.({}, rows[2]);
    expect(one?.data).toEqual({ predictions: [{ value: values[2] }] });
    const explained = await client.predict?.({ explain: '1' }, rows.slice(0, 2));
    const { data } = explained as { data: Answer };
    const [first] = data.predictions;
    expect(first).toHaveProperty('explanation.outputs.0.contributions.6.contribution');
    for (const name of ['schema', 'health', 'metrics', 'openApi', 'page']) {
      expect((await client[name]?.())?.status).toBe(200);
    }
  });

  test('shows the living model, its schema and whether it is well', async () => {
    const page = await fetch(url);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect((await page.text()).includes('http-equiv="Content-Security-Policy"')).toBe(true);
    const schema = await (await fetch(`${url}/schema`)).json();
    expect(schema).toMatchObject({ label: 'y', task: 'regression' });
    const health = await (await fetch(`${url}/health`)).json();
    expect(health).toEqual({
      status: 'ok',
      model: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), format: FORMAT_VERSION },
    });
  });

  test('refuses what it does not take, and goes on', async () => {
    const row = JSON.stringify(rows[0]);
    const type = (name: string) => ({ 'Content-Type': name });
    const packed = { ...JSON_TYPE, 'Content-Encoding': 'gzip' };
    const cases: readonly [Promise<Response>, number, string][] = [
      [post(url, '{'), 400, 'BAD_JSON'],
      [post(url, '['.repeat(1e6)), 400, 'TOO_DEEP'],
      [post(url, row, type('text/plain')), 415, 'BAD_TYPE'],
      [post(url, row, type('__proto__')), 415, 'BAD_TYPE'],
      [post(url, row, packed), 415, 'PACKED'],
      [post(url, JSON.stringify({ ...rows[0], age: 'x'.repeat(9e6) })), 422, 'BAD_ROW'],
      [fetch(`${url}/predict`), 405, 'BAD_METHOD'],
      [fetch(`${url}/schema`, { method: 'PUT' }), 405, 'BAD_METHOD'],
      [fetch(`${url}/../../etc/passwd`), 404, 'NO_PATH'],
      [fetch(`${url}/__proto__`), 404, 'NO_PATH'],
      [fetch(`${url}/predict?explain=x`, { method: 'POST', headers: JSON_TYPE }), 400, 'BAD_QUERY'],
    ];
    for (const [answer, status, code] of cases) {
      expect(await codeOf(await answer)).toEqual([status, code]);
    }
    expect((await fetch(`${url}/predict`)).headers.get('allow')).toBe('POST');
    const large = `${HEAD}Content-Length: 10000001\r\n\r\n[`;
    expect(await talk(url, large)).toMatch(/^HTTP\/1\.1 413 .*"code":"TOO_LARGE"/s);
    const endless = `${HEAD}Transfer-Encoding: chunked\r\n\r\n989681\r\n${'['.repeat(10_000_001)}`;
    expect(await talk(url, endless)).toMatch(/^HTTP\/1\.1 413 .*"code":"TOO_LARGE"/s);
    expect(await valuesFrom(await post(url, row))).toEqual([values[0]]);
    expect(await metric(url, 'autofit_failures_total')).toBe(0);
  });

  test('counts requests, rows and drift', async () => {
    const unseen = 'autofit_drift_cells_total{column="city",kind="unseen"}';
    const before = (await metric(url, unseen)) || 0;
    await post(url, JSON.stringify({ ...rows[0], city: 'Paris' }));
    expect(await metric(url, unseen)).toBe(before + 1);
    expect(await metric(url, 'autofit_requests_total{route="other",status="404"}')).toBe(2);
  });
});

/** A request of lines that is open both ways. */
function openLines(url: string) {
  const asked = request(`${url}/predict`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-ndjson' },
  });
  async function* lines() {
    const [answer] = await new Promise<[AsyncIterable<Buffer>]>((resolve, reject) => {
      asked.on('response', (own) => resolve([own])).on('error', reject);
    });
    let rest = '';
    for await (const chunk of answer) {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      yield* parts;
    }
    expect(rest).toBe('');
  }
  return { asked, answered: lines() };
}

test('a token is asked for by all but the health check, and one origin may ask', async () => {
  const origin = 'https://example.com';
  const args = ['--host', '0.0.0.0', '--cors', origin];
  const open = await runServer(model, args);
  expect(open.stderr()).toContain('--token');
  open.child.kill('SIGKILL');
  const { url, stderr } = await runServer(model, args, { AUTOFIT_TOKEN: 's3cret' });
  expect(stderr()).toBe('');
  const here = url.replace('0.0.0.0', '127.0.0.1');
  const row = JSON.stringify(rows[0]);
  const refused = await post(here, row);
  expect(refused.headers.get('www-authenticate')).toContain('Bearer');
  expect(await codeOf(refused)).toEqual([401, 'NO_TOKEN']);
  expect((await fetch(here)).status).toBe(401);
  expect((await fetch(`${here}/health`)).status).toBe(200);
  const good = { ...JSON_TYPE, Authorization: 'Bearer s3cret', Origin: origin };
  const answer = await post(here, row, good);
  expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
  expect(await valuesFrom(answer)).toEqual([values[0]]);
  const asked = { method: 'OPTIONS', headers: { Origin: origin } };
  expect((await fetch(`${here}/predict`, asked)).status).toBe(204);
  const other = await fetch(`${here}/health`, { headers: { Origin: 'https://example.org' } });
  expect(other.headers.get('access-control-allow-origin')).not.toBe('https://example.org');
});

test('more than the queue has is told to come back; what is taken is answered', async () => {
  const { url } = await runServer(model, ['--queue', '2', '--workers', '1']);
  const body = JSON.stringify(Array.from({ length: 200 }, (_, i) => rows[i % rows.length]));
  const answers = await Promise.all(Array.from({ length: 40 }, () => post(url, body)));
  const busy = answers.filter(({ status }) => status === 503);
  expect(busy.length).toBeGreaterThan(0);
  expect(busy.every(({ headers }) => headers.get('retry-after') === '1')).toBe(true);
  const others = answers.filter(({ status }) => status !== 503);
  expect(others.length).toBeGreaterThan(1);
  for (const answer of others) expect((await valuesFrom(answer)).slice(0, 20)).toEqual(values);
});

test('clients that are slow or end in the middle are given up, and cost others nothing', async () => {
  const { url } = await runServer(model, ['--timeout', '1']);
  const { port } = new URL(url);
  const head = `${HEAD}Content-Length: 1000\r\n\r\n`;
  const slow = talk(url, `${head}{"age":`);
  for (let i = 0; i < 20; i++) connect(Number(port), '127.0.0.1').end(head);
  for (let i = 0; i < 20; i++)
    connect(
      Number(port),
      '127.0.0.1',
      function (this: NodeJS.WritableStream & { destroy(): void }) {
        this.write(`${head}{`);
        this.destroy();
      },
    );
  expect(await valuesFrom(await post(url, JSON.stringify(rows[0])))).toEqual([values[0]]);
  expect(await slow).toMatch(/^HTTP\/1\.1 408 .*"code":"TOO_SLOW"/s);
  expect(await talk(url, 'GET /health HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  expect(await talk(url, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  const huge = `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`;
  expect(await talk(url, huge)).toMatch(/^HTTP\/1\.1 431 /);
  expect(await metric(url, 'autofit_failures_total')).toBe(0);
});

/** What is answered to these bytes until the server ends the connection. */
function talk(url: string, text: string): Promise<string> {
  const { port } = new URL(url);
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8').on('data', (part: string) => {
      said += part;
    });
    socket.on('error', () => {}).on('close', () => resolve(said));
  });
}

test('SIGTERM ends it once what has come is answered', async () => {
  const { url, child, ended, told } = await runServer(model);
  const agent = new Agent({ keepAlive: true });
  expect(await statusOf(`${url}/health`, agent)).toBe(200);
  const { asked, answered } = openLines(url);
  asked.write(`${JSON.stringify(rows[0])}\n`);
  expect((await answered.next()).value).toBe(`{"value":${values[0]}}`);
  child.kill('SIGTERM');
  await told('stopping');
  expect(await statusOf(`${url}/health`, agent)).toBe(503);
  expect(await valuesFrom(await post(url, JSON.stringify(rows[1])))).toEqual([values[1]]);
  asked.end(`${JSON.stringify(rows[2])}\n`);
  expect((await answered.next()).value).toBe(`{"value":${values[2]}}`);
  expect((await answered.next()).done).toBe(true);
  expect(await ended).toBe(0);
});

function statusOf(url: string, agent: Agent): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    }).on('error', reject);
  });
}

test('SIGHUP reads the model again without a lost request; a broken one changes nothing', async () => {
  const place = folder.write('served.safetensors', bytes);
  const { url, child, told } = await runServer(place);
  const { preprocessors, members, versions, kind: _, ...rest } = state;
  const models = members.map(({ folds, ...member }) => ({
    ...member,
    folds: folds.map((fold, i) => ({
      ...{ fold: i, model: fold.model, target: { ...fold.target, mean: fold.target.mean + 1000 } },
      preprocessor: preprocessors[fold.preprocessor] ?? shouldBeThere(),
    })),
  }));
  const other = buildState(models, rest, versions.kernels ?? '');
  const next = folder.write('next.safetensors', await saveState(other));
  const [before] = values as readonly number[];
  const [after] = (await (await loadPredictor(next)).predict([rows[0] ?? {}])) as readonly number[];
  expect(after).not.toBe(before);
  const answered: (number | undefined)[] = [];
  let isOver = false;
  const load = Array.from({ length: 4 }, async () => {
    while (!isOver) answered.push(...(await valuesFrom(await post(url, JSON.stringify(rows[0])))));
  });
  copyFileSync(next, place);
  child.kill('SIGHUP');
  await told('the model is read again');
  await sleep(100);
  isOver = true;
  await Promise.all(load);
  const change = answered.indexOf(after);
  expect(change).toBeGreaterThan(0);
  expect(new Set(answered)).toEqual(new Set([before, after]));
  folder.write('served.safetensors', bytes.slice(0, -1));
  child.kill('SIGHUP');
  await told('the model that was there goes on answering');
  expect(await valuesFrom(await post(url, JSON.stringify(rows[0])))).toEqual([after]);
  expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ reload: 'failed' });
  expect(await metric(url, 'autofit_reloads_total{result="failed"}')).toBe(1);
  expect(await metric(url, 'autofit_reloads_total{result="done"}')).toBe(1);
});

function shouldBeThere(): never {
  throw new Error('a preprocessor is missing');
}
