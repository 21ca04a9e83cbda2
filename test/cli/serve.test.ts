import { expect, test, vi } from 'vitest';
import { serveCommand } from '../../src/cli/serve.js';
import { servedModel } from '../fixtures/served.js';
import { tempFolder } from '../fixtures/temp-folder.js';

test('a signal to read the model again ends nothing while it is read the first time', async () => {
  const before = process.listeners('SIGHUP');
  const running = serveCommand().exitOverride().parseAsync(['node', 'serve', 'no-model']);
  await new Promise(setImmediate);
  const own = process.listeners('SIGHUP').filter((listener) => !before.includes(listener));
  expect(own).toHaveLength(1);
  for (const listener of own) process.off('SIGHUP', listener);
  await expect(running).rejects.toThrow('no-model');
});

test('whoever reads the address may stop it at once: what has come is answered', async () => {
  const { bytes } = await servedModel();
  const model = tempFolder().write('model.safetensors', bytes);
  const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;
  const before = signals.flatMap((name) => process.listeners(name));
  const heard: number[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation(() => {
    const stops = process.listeners('SIGTERM').filter((listener) => !before.includes(listener));
    heard.push(stops.length);
    for (const stop of stops) stop('SIGTERM');
  });
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  try {
    await serveCommand().parseAsync(['node', 'serve', model, '--port', '0', '--workers', '1']);
  } finally {
    log.mockRestore();
    error.mockRestore();
    for (const name of signals) {
      for (const listener of process.listeners(name)) {
        if (!before.includes(listener)) process.off(name, listener);
      }
    }
  }
  expect(heard).toEqual([1]);
});
