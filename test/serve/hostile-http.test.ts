import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Service, serve } from '../../src/serve/index.js';
import { servedModel, servedRow } from '../fixtures/served.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const failures: string[] = [];
let service: Service;

beforeAll(async () => {
  const model = folder.write('model.safetensors', (await servedModel()).bytes);
  const onMessage = (text: string) => void failures.push(text);
  service = await serve(model, { port: 0, workers: 1, timeout: 1, maxBody: 100_000, onMessage });
});
afterAll(() => service.close());

/** The first status that these bytes are answered with, sent one after the other; 0 where the connection is closed without one. */
function statusOf(...parts: readonly (string | Uint8Array)[]): Promise<number> {
  const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
  return new Promise((resolve) => {
    let answer = '';
    const end = () => {
      socket.destroy();
      resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0));
    };
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      end();
    });
    socket.on('error', end).on('close', end);
    for (const part of parts) socket.write(part);
  });
}

const head = (length: number | string, type = 'application/json', more = '') =>
  `POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n${more}\r\n`;
const chunked = (type = 'application/json') =>
  `POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\n\r\n`;
const whole = (body: string, type?: string) => head(Buffer.byteLength(body), type) + body;
const deep = `${'['.repeat(40_000)}${']'.repeat(40_000)}`;
const part = '--x\r\nContent-Disposition: form-data; name="age"\r\n\r\n1\r\n';
const FORM = 'multipart/form-data; boundary=x';

const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['bytes that are no request', ['\u0000\u0001\u0002 GET\r\n\r\n']],
  ['a length that is no number', [head('many')]],
  ['a length below 0', [head(-1)]],
  ['a length beyond all numbers', [head('9'.repeat(40))]],
  ['two lengths', [head(2, 'application/json', 'Content-Length: 3\r\n'), '{}']],
  ['a length and chunks', [head(2, 'application/json', 'Transfer-Encoding: chunked\r\n'), '{}']],
  ['a length that is larger than the limit', [head(1e9)]],
  ['a body that is shorter than its length and comes no further', [head(100), '{"age":']],
  ['chunks that are no numbers', [chunked(), 'zz\r\n{}\r\n']],
  ['a chunk as large as all numbers', [chunked(), 'ffffffffffffffffff\r\n']],
  ['a chunk that is longer than it says', [chunked(), '1\r\n{}{}\r\n0\r\n\r\n']],
  [
    'chunks without an end',
    [chunked(), ...Array<string>(30).fill(`1388\r\n${' '.repeat(5000)}\r\n`)],
  ],
  [
    'headers that are too large',
    [`GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(100_000)}\r\n\r\n`],
  ],
  ['many headers', [`GET / HTTP/1.1\r\nHost: x\r\n${'A: b\r\n'.repeat(20_000)}\r\n`]],
  ['a header with a line end', [head(2, 'application/json', 'X: a\rb\r\n'), '{}']],
  ['no host', ['POST /predict HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}']],
  ['another method', ['BREW /predict HTTP/1.1\r\nHost: x\r\n\r\n']],
  ['a path that climbs', ['GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n']],
  ['a path of broken percents', ['GET /%E0%A4%A HTTP/1.1\r\nHost: x\r\n\r\n']],
  ['JSON that is nested deep', [whole(deep)]],
  ['a cell that is nested deep', [whole(`{"age":${deep}}`)]],
  ['JSON that ends early', [whole('{"age":')]],
  ['bytes that are no text', [whole('{"age":"\u0000"}x')]],
  ['no object', [whole('17')]],
  ['an empty body', [whole('')]],
  ['a name of all objects', [whole('{"__proto__":{"age":1},"constructor":2}')]],
  ['a part without an end', [whole(part, FORM)]],
  ['parts without a boundary', [whole(part, 'multipart/form-data')]],
  ['a boundary that never comes', [whole('a'.repeat(90_000), FORM)]],
  ['CSV that is no table', [whole('"', 'text/csv')]],
  ['another kind of body', [whole('<x/>', 'application/xml')]],
];

test.each(CASES)('%s: a mistake of who asks', async (_, parts) => {
  const status = await statusOf(...parts);
  // A connection that is closed at once was told nothing it could misread.
  expect(status === 0 || (status >= 400 && status < 500), String(status)).toBe(true);
});

test('rows with numbers beyond all numbers are answered or refused', async () => {
  const row = JSON.stringify(servedRow(1));
  for (const number of ['1e999', '-1e999', '1e-999', '9'.repeat(400)]) {
    const body = row.replace(/"age":\d+/, `"age":${number}`);
    expect([200, 400, 422]).toContain(await statusOf(whole(body)));
  }
});

test('lines that are no rows are answered line by line, or refused', async () => {
  const row = JSON.stringify(servedRow(1));
  for (const lines of ['{', '[[[[', `${row}\n{"a":`, `${row}\n\u0000`, '\n'.repeat(1000)]) {
    expect([200, 400, 422]).toContain(await statusOf(whole(lines, 'application/x-ndjson')));
  }
});

test('many slow requests at once are ended in time, and right ones are answered beside them', async () => {
  const slow = Array.from({ length: 50 }, () => statusOf(head(1000), '{'));
  const right = whole(JSON.stringify(servedRow(1)));
  expect(await statusOf(right)).toBe(200);
  for (const status of await Promise.all(slow)) expect([0, 408]).toContain(status);
});

test('behind all of them it answers, and nothing failed inside', async () => {
  expect(await statusOf(whole(JSON.stringify(servedRow(1))))).toBe(200);
  expect(failures).toEqual([]);
});
