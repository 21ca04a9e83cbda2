import { expect, test } from 'vitest';
import { isLoopback, type ServeOptions, serveSettings } from '../../src/serve/serve-options.js';

test('by default this machine alone is served, and no other origin', () => {
  const { host, port, token, cors, timeout } = serveSettings({});
  expect({ host, port, token, cors, timeout }).toEqual({
    ...{ host: '127.0.0.1', port: 8080, token: undefined, cors: undefined, timeout: 30_000 },
  });
});

test.each([
  [{ port: 65_536 }, '`port`'],
  [{ port: 1.5 }, '`port`'],
  [{ token: '' }, '`token`'],
  [{ token: 'pässwört' }, '`token`'],
  [{ token: 's3cret\n' }, '`token`'],
  [{ token: 's3 cret' }, '`token`'],
  [{ host: '' }, '`host`'],
  [{ cors: 'example.com' }, '`cors`'],
  [{ cors: 'https://example.com/' }, '`cors`'],
  [{ maxBody: 0 }, '`maxBody`'],
  [{ workers: 1025 }, '`workers`'],
  [{ queue: 0 }, '`queue`'],
  [{ timeout: 0 }, '`timeout`'],
  [{ ports: 1 }, 'ports'],
] as const)('%j is refused by its name', (options, name) => {
  expect(() => serveSettings(options as ServeOptions)).toThrow(name);
});

test.each([
  ['127.0.0.1', true],
  ['127.5.5.5', true],
  ['localhost', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['127.0.0.1.example.com', false],
  ['::', false],
])('%s is this machine alone: %s', (host, isAlone) => {
  expect(isLoopback(host)).toBe(isAlone);
});
