import { expect, test } from 'vitest';
import { serveCommand } from '../../src/cli/serve.js';

test('a signal to read the model again ends nothing while it is read the first time', async () => {
  const before = process.listeners('SIGHUP');
  const running = serveCommand().exitOverride().parseAsync(['node', 'serve', 'no-model']);
  await new Promise(setImmediate);
  const own = process.listeners('SIGHUP').filter((listener) => !before.includes(listener));
  expect(own).toHaveLength(1);
  for (const listener of own) process.off('SIGHUP', listener);
  await expect(running).rejects.toThrow('no-model');
});
