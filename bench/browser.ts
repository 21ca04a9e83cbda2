/**
 * A whole fit in the tab of Chromium beside the same one in a Node process: the same trials, so the same scores, in turns. With
 * shared memory (an isolated page) and with copies; loading the page and its workers counts, as starting Node does.
 *
 *   npm run bench:browser -- [--trials 12] [--rounds 3] [--workers 2] [--json]
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type * as InPages from '../src/browser/index.js';
import { openBrowser, openPage } from '../test/fixtures/open-page.js';
import { serveFolder } from '../test/fixtures/serve-folder.js';

const BUNDLE = new URL('../dist/browser/bundle', import.meta.url).pathname;
const LIBRARY = new URL('../dist/index.js', import.meta.url).href;
const TABLES = [
  ['datasets/concrete.csv', 'compressive_strength'],
  ['datasets/penguins.csv', 'species'],
] as const;
const { values: flags } = parseArgs({
  options: {
    trials: { type: 'string', default: '12' },
    rounds: { type: 'string', default: '3' },
    workers: { type: 'string', default: '2' },
    json: { type: 'boolean', default: false },
  },
});

interface Fitted {
  readonly seconds: number;
  readonly score: number;
}

const browser = await openBrowser();
const shared = await serveFolder(BUNDLE, { isIsolated: true });
const copied = await serveFolder(BUNDLE, { isIsolated: false });
try {
  const results = [];
  for (const [table, label] of TABLES) {
    const options = {
      label,
      trials: Number(flags.trials),
      workers: Number(flags.workers),
      seed: 0,
    };
    const seconds: { node: number[]; shared: number[]; copied: number[] } = {
      node: [],
      shared: [],
      copied: [],
    };
    for (let round = 0; round < Number(flags.rounds); round++) {
      const node = onNode(table, options);
      const [tab, plain] = [
        await inTab(shared.url, table, options),
        await inTab(copied.url, table, options),
      ];
      if (tab.score !== node.score || plain.score !== node.score)
        throw new Error(`scores differ: ${node.score}, ${tab.score}, ${plain.score}`);
      seconds.node.push(node.seconds);
      seconds.shared.push(tab.seconds);
      seconds.copied.push(plain.seconds);
    }
    const speed = (of: readonly number[]) => Number((median(seconds.node) / median(of)).toFixed(2));
    results.push({
      table: basename(table),
      nodeSeconds: Number(median(seconds.node).toFixed(1)),
      tabByNode: speed(seconds.shared),
      tabWithCopiesByNode: speed(seconds.copied),
    });
  }
  if (flags.json) console.log(JSON.stringify(results));
  else console.table(results);
} finally {
  await browser.close();
  shared.close();
  copied.close();
}

type Options = Pick<InPages.PageFitOptions, 'label' | 'trials' | 'workers' | 'seed'>;

function onNode(table: string, options: Options): Fitted {
  const script = `const { fit } = await import(${JSON.stringify(LIBRARY)});
    const { summary } = await fit(${JSON.stringify(table)}, ${JSON.stringify(options)});
    console.log(summary.best.scoreValidation);`;
  const started = performance.now();
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  return { seconds: (performance.now() - started) / 1000, score: Number(said) };
}

async function inTab(url: string, table: string, options: Options): Promise<Fitted> {
  const text = readFileSync(table, 'utf8');
  const started = performance.now();
  const { page } = await openPage(browser, url);
  const score = await page.evaluate(
    async ([name, cells, told]) => {
      const { autofit } = globalThis as unknown as { readonly autofit: typeof InPages };
      const { summary } = await autofit.fit(new File([cells], name), told);
      return summary.best.scoreValidation;
    },
    [basename(table), text, options] as const,
  );
  const seconds = (performance.now() - started) / 1000;
  await page.context().close();
  return { seconds, score: score ?? Number.NaN };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
