import { useEffect } from 'preact/hooks';
import type { StudioCalls } from '../studio-calls.js';
import { ColumnsView } from './columns-view.js';
import { ResultView } from './result-view.js';
import { SearchView } from './search-view.js';
import { SourceView } from './source-view.js';
import { mistake, runs, type Step, step, waiting } from './studio-state.js';
import { texts } from './texts.js';
import type { ViewProps } from './view-props.js';

const STEPS: readonly Step[] = ['data', 'columns', 'search', 'result'];

/** The whole page: where one is, what went wrong, and the step at hand. */
export function App({ calls }: ViewProps) {
  useEffect(() => {
    void showRuns(calls);
  }, [calls]);
  return (
    <>
      <header>
        <h1>{texts.title}</h1>
        <p>{calls.place === 'page' ? texts.inPage : texts.onServer}</p>
        <Steps />
      </header>
      <main id="main" tabIndex={-1}>
        <Mistake />
        <p class="waiting" role="status">
          {waiting.value ?? ''}
        </p>
        <StepView calls={calls} />
      </main>
    </>
  );
}

function StepView({ calls }: ViewProps) {
  if (step.value === 'columns') return <ColumnsView calls={calls} />;
  if (step.value === 'search') return <SearchView calls={calls} />;
  if (step.value === 'result') return <ResultView calls={calls} />;
  return <SourceView calls={calls} />;
}

function Steps() {
  return (
    <ol class="steps" aria-label="steps">
      {STEPS.map((own) => (
        <li key={own} aria-current={own === step.value ? 'step' : undefined}>
          {texts.steps[own]}
        </li>
      ))}
    </ol>
  );
}

function Mistake() {
  const found = mistake.value;
  if (!found) return <div role="alert" />;
  return (
    <div role="alert" class="mistake">
      <p>
        <strong>{texts.error}:</strong> {found.message}
      </p>
      {found.hint && <p>{found.hint}</p>}
      <button
        type="button"
        onClick={() => {
          mistake.value = undefined;
        }}
      >
        {texts.close}
      </button>
    </div>
  );
}

/** Reads the list of earlier runs; one that cannot be read is no reason to stop. */
export async function showRuns(calls: StudioCalls): Promise<void> {
  runs.value = await calls.runs();
}
