import { useEffect } from 'preact/hooks';
import type { RunSummary } from '../../run/run-summary.js';
import { CompareView } from './compare-view.js';
import { nameOfRun } from './name-of-run.js';
import { numberText } from './number-text.js';
import { inPageWords } from './page-words.js';
import { isBusy, mistake, mistakeOf, runs, waitFor } from './studio-state.js';
import { texts } from './texts.js';
import type { ViewProps } from './view-props.js';

/** Earlier runs, to be opened or gone on with. */
export function RunsView({ calls }: ViewProps) {
  useEffect(() => void showRuns(calls), [calls]);
  const open = (run: string) => void waitFor(texts.data.open, () => calls.resume(run));
  return (
    <>
      <h2>{texts.data.runs}</h2>
      {runs.value.length === 0 && <p>{texts.data.noRuns}</p>}
      <ul class="runs">
        {runs.value.map((run) => (
          <li key={run.folder}>
            <span>
              <strong>{nameOfRun(run.folder)}</strong> {scoreOf(run)}
              {run.reason && <small>{inPageWords(run.reason)}</small>}
            </span>
            {run.state !== 'broken' && (
              <button type="button" disabled={isBusy.value} onClick={() => open(run.folder)}>
                {run.state === 'finished' ? texts.data.open : texts.data.goOn}
              </button>
            )}
            {calls.removeRun && (
              <button
                type="button"
                disabled={isBusy.value}
                onClick={() => void removeRun(calls, run)}
              >
                {texts.data.remove}
              </button>
            )}
          </li>
        ))}
      </ul>
      <CompareView calls={calls} runs={runs.value.filter(({ state }) => state === 'finished')} />
    </>
  );
}

/** Removes a run that the user is sure about. */
async function removeRun(calls: ViewProps['calls'], run: RunSummary): Promise<void> {
  if (!confirm(texts.data.sureToRemove(nameOfRun(run.folder)))) return;
  await waitFor(texts.data.remove, async () => calls.removeRun?.(run.folder));
  await showRuns(calls);
}

async function showRuns(calls: ViewProps['calls']): Promise<void> {
  try {
    runs.value = await calls.runs();
  } catch (thrown) {
    mistake.value = mistakeOf(thrown);
  }
}

function scoreOf({ label, metric, scoreValidation }: RunSummary): string {
  const score = scoreValidation === null ? '' : `, ${metric} ${numberText(scoreValidation)}`;
  return `${label ?? ''}${score}`;
}
