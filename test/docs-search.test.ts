import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import type { StudyBest, StudyResult } from '../src/study/index.js';

const folder = mkdtempSync(join(tmpdir(), 'autofit-docs-'));
afterAll(() => rmSync(folder, { recursive: true }));
const examples = [...readFileSync('docs/search.md', 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map(
  ([, code = '']) => code,
);

/** Runs an example of the page as it is written; what its last constants hold. */
async function run<T>(place: number, names: readonly string[]): Promise<T> {
  const entry = pathToFileURL(resolve('src/study/index.ts')).href;
  const code = (examples[place] ?? '').replace("'autofit/search'", `'${entry}'`);
  const file = join(folder, `example-${place}.ts`);
  writeFileSync(file, `${code}\nexport const results = { ${names.join(', ')} };`);
  const { results } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { results: T };
  return results;
}

test('the first example comes near to its least value', async () => {
  const { params, value, trials } = await run<StudyResult>(0, ['params', 'value', 'trials']);
  expect(trials).toHaveLength(60);
  expect(value).toBeLessThan(0.2);
  expect(params).toHaveProperty(params.model === 'tree' ? 'depth' : 'gate');
});

test('the example with reports prunes some of its trials', async () => {
  const { result } = await run<{ result: StudyResult }>(1, ['result']);
  expect(result.trials.filter(({ state }) => state === 'pruned').length).toBeGreaterThan(5);
  expect(result.value).toBeGreaterThan(0.7);
});

test('the example that asks and tells finds its best', async () => {
  const { best } = await run<{ best: StudyBest | undefined }>(2, ['best']);
  expect(best?.value).toBeLessThan(5);
});

test('the example with a module runs in threads', async () => {
  cpSync('test/fixtures/objective.mjs', join(folder, 'objective.mjs'));
  const { found } = await run<{ found: StudyResult }>(3, ['found']);
  expect(found.trials).toHaveLength(20);
});
