import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createBudget } from '../../src/serve/byte-budget.js';
import { createApp } from '../../src/serve/create-app.js';
import { serveSettings } from '../../src/serve/serve-options.js';
import type { ServedModel } from '../../src/serve/served-model.js';
import { countRequests } from '../../src/serve/serving.js';
import { createMetrics } from '../../src/serve/serving-metrics.js';

const model: ServedModel = {
  ...{ sha256: '', format: '6', schema: '{}', openApi: '{}', page: async () => '' },
  ...{ waiting: () => 0, hold() {}, letGo() {}, retire: async () => {}, close: async () => {} },
  answer: async () => ({
    ...{ status: 200, body: 'x'.repeat(60), predicted: 1, refused: 0, notes: [] },
  }),
};

test('what is answered is held until it is taken, and no more of it than bodies may hold', async () => {
  const budget = createBudget(100);
  const app = createApp({
    ...{ settings: serveSettings({}), metrics: createMetrics(), requests: countRequests() },
    ...{ budget, model: () => model, isDraining: () => false, isStale: () => false },
    onFailure(thrown) {
      throw thrown;
    },
  });
  const ask = async () => {
    const socket = new EventEmitter();
    const incoming = Object.assign(new PassThrough(), { headers: {}, socket }).end('{}');
    const outgoing = new EventEmitter();
    const asked = new Request('http://x/predict', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
    });
    const env = {
      incoming: incoming as unknown as IncomingMessage,
      outgoing: outgoing as unknown as ServerResponse,
    };
    return { status: (await app.fetch(asked, env)).status, outgoing };
  };
  const first = await ask();
  expect(first.status).toBe(200);
  expect((await ask()).status).toBe(503);
  first.outgoing.emit('close');
  expect((await ask()).status).toBe(200);
});
