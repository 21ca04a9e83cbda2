import { useState } from 'preact/hooks';
import { blockHtml } from '../../report/block-html.js';
import type { CompareFacts } from '../../report/facts/compare-facts.js';
import { comparison } from '../../report/sections/comparison.js';
import type { RunSummary } from '../../run/run-summary.js';
import { nameOfRun } from './name-of-run.js';
import { isBusy, waitFor } from './studio-state.js';
import { texts } from './texts.js';
import type { ViewProps } from './view-props.js';

const own = texts.compare;

/** Earlier runs that are put beside each other: those that kept the rows that they were judged by. */
export function CompareView({ calls, runs }: ViewProps & { readonly runs: readonly RunSummary[] }) {
  const [marked, setChosen] = useState<readonly string[]>([]);
  const [facts, setFacts] = useState<CompareFacts>();
  if (runs.length < 2) return null;
  // One that was removed meanwhile has no box in which it could be taken back.
  const chosen = marked.filter((path) => runs.some(({ folder }) => folder === path));
  const change = (folder: string) => {
    const isChosen = chosen.includes(folder);
    setChosen(isChosen ? chosen.filter((one) => one !== folder) : [...chosen, folder]);
  };
  const compare = async () => setFacts(await waitFor(own.begin, () => calls.compare(chosen)));
  return (
    <details class="more">
      <summary>{own.title}</summary>
      <p>{own.help}</p>
      <ul class="runs">
        {runs.map(({ folder }) => (
          <li key={folder}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(folder)}
                onChange={() => change(folder)}
              />{' '}
              {nameOfRun(folder)}
            </label>
          </li>
        ))}
      </ul>
      <p>
        <button type="button" disabled={isBusy.value || chosen.length < 2} onClick={compare}>
          {own.begin}
        </button>
      </p>
      {facts && <Compared facts={facts} />}
    </details>
  );
}

function Compared({ facts }: { readonly facts: CompareFacts }) {
  const blocks = comparison(facts).flatMap((section) => section.blocks);
  // Our own markup, in which names are escaped.
  const markup = blocks.map((block) => blockHtml(block).text).join('');
  return <div role="status" dangerouslySetInnerHTML={{ __html: markup }} />;
}
