import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, test } from 'vitest';
import { whenOver } from '../../src/serve/when-over.js';

test('answers that wait behind another one are over when their connection ends, each once', async () => {
  const answers: ServerResponse[] = [];
  const over: (string | undefined)[] = [];
  const server = createServer((incoming, outgoing) => {
    whenOver({ incoming, outgoing }, () => over.push(incoming.url));
    answers.push(outgoing);
    if (answers.length === 3) answers[0]?.end('first');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const ends: Promise<unknown>[] = [];
  server.on('connection', (socket) =>
    ends.push(new Promise((resolve) => socket.once('close', resolve))),
  );
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  client.write(
    ['/a', '/b', '/c'].map((path) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`).join(''),
  );
  await new Promise((resolve) => client.once('data', resolve));
  expect(over).toEqual(['/a']);
  client.destroy();
  await ends[0];
  expect(over).toEqual(['/a', '/b', '/c']);
  server.close();
});
