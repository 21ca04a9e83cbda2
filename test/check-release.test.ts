import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const { version, repository } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly version: string;
  readonly repository?: unknown;
};

/** What is missing for a release, but for what its owner alone can say. */
function missingFor(tag?: string): readonly string[] {
  const { GITHUB_REF_TYPE, GITHUB_REF_NAME, ...rest } = process.env;
  const env = tag ? { ...rest, GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: tag } : rest;
  const { stderr, status } = spawnSync(process.execPath, ['scripts/check-release.mjs'], {
    encoding: 'utf8',
    env,
  });
  const lines = stderr.split('\n').filter((line) => line !== '');
  expect(status).toBe(lines.length > 0 ? 1 : 0);
  const others = lines.filter((line) => !line.startsWith('package.json names no repository'));
  expect(lines.length - others.length).toBe(repository === undefined ? 1 : 0);
  return others;
}

test('the version is the same wherever it stands, so that only its owner is asked before a release', () => {
  expect(missingFor()).toEqual([]);
  expect(missingFor(`v${version}`)).toEqual([]);
});

test('a tag of another version is not published', () => {
  expect(missingFor('v0.9.0')).toEqual([`The tag is v0.9.0, and the version ${version}.`]);
});
