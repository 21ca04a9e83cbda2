import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { VERSION } from '../src/util/version.js';

const readme = readFileSync('README.md', 'utf8');
const [library = '', engine = ''] = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(
  ([, code]) => code ?? '',
);

test('the library example of the README runs as it is written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'autofit-readme-'));
  const [header, ...rows] = readFileSync('datasets/sacramento.csv', 'utf8').trim().split('\n');
  const table = (lines: string[]) => [header, ...lines].join('\n');
  writeFileSync(join(folder, 'train.csv'), table(rows.slice(0, 150)));
  writeFileSync(join(folder, 'test.csv'), table(rows.slice(150, 160)));
  const code = library
    .replace("'autofit'", `'${pathToFileURL(resolve('src/index.ts')).href}'`)
    .replace("timeLimit: '5m'", 'trials: 2')
    .replace(
      /'(train\.csv|test\.csv|model\.safetensors)'/g,
      (_, name) => `'${join(folder, name)}'`,
    );
  const results = await run(folder, `${code}\nexport const results = { prices, one };`);
  const { prices, one } = results as { prices: number[]; one: number[] };
  expect(prices).toHaveLength(10);
  expect(one[0]).toBeGreaterThan(10_000);
  rmSync(folder, { recursive: true });
});

test('the engine example of the README learns XOR', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'autofit-readme-'));
  const code = engine.replace(
    "'autofit/engine'",
    `'${pathToFileURL(resolve('src/engine/index.ts')).href}'`,
  );
  const costs = (await run(folder, `${code}\nexport const results = trained.costs;`)) as number[];
  expect(costs).toHaveLength(200);
  expect(costs.at(-1)).toBeLessThan(costs[0] ?? 0);
  rmSync(folder, { recursive: true });
});

test('the README lists every option-free command that the program has', () => {
  for (const command of ['predict', 'evaluate', 'leaderboard', 'presets', 'datasets']) {
    expect(readme).toContain(`autofit ${command}`);
  }
});

test('the version in the code is that of package.json', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(VERSION).toBe(version);
});

async function run(folder: string, code: string): Promise<unknown> {
  const file = join(folder, 'example.ts');
  writeFileSync(file, code);
  const loaded = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
    results: unknown;
  };
  return loaded.results;
}
