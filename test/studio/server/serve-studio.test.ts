import { expect, test } from 'vitest';
import { serveStudio } from '../../../src/studio/server/serve-studio.js';

test.each([
  [{ inPage: true, runs: 'runs' }, '`runs: "runs"` does not go with `inPage: true`.'],
  [{ inPage: true, data: 'package.json' }, 'package.json does not go with `inPage: true`.'],
  [{ inPage: true, workers: 2 }, '`workers: 2` does not go with `inPage: true`.'],
  [{ workers: 0 }, '`workers` must be a whole number of at least 1, not 0.'],
  [{ data: '-' }, 'Standard input can be read once'],
  [{ port: 70_000 }, '`port` cannot be 70000'],
])('%j is refused before there is a page', async (options, message) => {
  await expect(serveStudio(options)).rejects.toMatchObject({
    name: 'AutofitError',
    message: expect.stringContaining(message),
  });
});
