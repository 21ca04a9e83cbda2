import { mkdirSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runCli } from '../fixtures/run-cli.js';
import { runHere } from '../fixtures/run-here.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

test.each([
  { signals: ['SIGINT'], exit: 0 },
  { signals: ['SIGHUP'], exit: 0 },
  { signals: ['SIGTERM', 'SIGINT'], exit: 130 },
] as const)('$signals end the studio, and nothing that was sent to it stays', async (own) => {
  const { signals, exit } = own;
  const temporary = folder.at(`temporary-${signals.join('-')}`);
  mkdirSync(temporary);
  let isSent = false;
  const { code, stderr } = await runCli(['ui', '--runs', folder.at('runs')], {
    env: { TMPDIR: temporary },
    onStderr(told, child) {
      if (isSent || !told.includes('open this address')) return;
      isSent = true;
      for (const signal of signals) child.kill(signal);
    },
  });
  expect(stderr).toContain('stopping');
  expect(code).toBe(exit);
  expect(readdirSync(temporary)).toEqual([]);
});

test.each(['-1', '1.5', '70000'])('a port that is none is told as such: %s', async (port) => {
  const { code, stdout, stderr } = await runHere(['ui', '-p', port]);
  expect([code, stdout]).toEqual([2, '']);
  const told =
    port === '70000' ? 'cannot be 70000' : `must be a whole number of at least 0, not ${port}`;
  expect(stderr).toContain(`error: --port ${told}.`);
});
