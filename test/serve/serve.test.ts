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
