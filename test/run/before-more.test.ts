import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bringBack, keepBefore, readBefore, removeBefore } from '../../src/run/before-more.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();
const names = ['model.safetensors', 'leaderboard.csv', 'oof.safetensors', 'background.safetensors'];

function newRun(name: string): string {
  const run = folder.at(name);
  mkdirSync(run);
  for (const own of names) writeFileSync(join(run, own), `old ${own}`);
  return run;
}

test('what a run had found is brought back in place of what came after', async () => {
  const run = newRun('back');
  await keepBefore(run);
  for (const own of names) writeFileSync(join(run, own), 'new');
  await bringBack(run);
  for (const own of names) expect(readFileSync(join(run, own), 'utf8')).toBe(`old ${own}`);
  await removeBefore(run);
  expect(existsSync(join(run, 'before'))).toBe(false);
});

test('copies that a killed process left give way to those of what the run has now', async () => {
  const run = newRun('stale');
  mkdirSync(join(run, 'before'));
  writeFileSync(join(run, 'before', 'oof.safetensors'), 'of a killed process');
  await keepBefore(run);
  await bringBack(run);
  expect(readFileSync(join(run, 'oof.safetensors'), 'utf8')).toBe('old oof.safetensors');
});

test('a run that was given nothing more has nothing to compare with', async () => {
  expect(await readBefore(newRun('plain'))).toBeUndefined();
});
