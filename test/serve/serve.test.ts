import { expect, test } from 'vitest';
import { serve } from '../../src/serve/index.js';
import { servedModel } from '../fixtures/served.js';
import { tempFolder } from '../fixtures/temp-folder.js';

test('what is told to be read again behind its end is not', async () => {
  const { bytes } = await servedModel();
  const model = tempFolder().write('model.safetensors', bytes);
  const told: string[] = [];
  const onMessage = (text: string) => told.push(text);
  const service = await serve(model, { port: 0, workers: 1, onMessage });
  await service.reload();
  await service.close();
  await service.reload();
  expect(told).toEqual([expect.stringContaining('the model is read again')]);
});

test('an address that is not of this machine is told as that, not as its port', async () => {
  const { bytes } = await servedModel();
  const model = tempFolder().write('model.safetensors', bytes);
  const asked = serve(model, { host: '192.0.2.1', port: 0, workers: 1 });
  await expect(asked).rejects.toMatchObject({
    code: 'NO_PORT',
    hint: expect.stringContaining('another `host`'),
  });
});

test.each([
  [
    'throws',
    () => {
      throw new Error('no such log');
    },
  ],
  ['rejects', () => Promise.reject(new Error('no such log'))],
])('a model is read again although whoever is told %s', async (_, onMessage) => {
  const { bytes } = await servedModel();
  const model = tempFolder().write('model.safetensors', bytes);
  const service = await serve(model, { port: 0, workers: 1, onMessage });
  await expect(service.reload()).resolves.toBeUndefined();
  await service.close();
});
