import { useEffect, useRef, useState } from 'preact/hooks';
import type { Keeping } from '../../browser/calls.js';
import { ColumnsView } from './columns-view.js';
import { OtherRuns } from './other-runs.js';
import { inPageWords } from './page-words.js';
import { ResultView } from './result-view.js';
import { SearchView } from './search-view.js';
import { SourceView } from './source-view.js';
import { atHand, isShared, mistake, type Step, step, waiting } from './studio-state.js';
import { texts } from './texts.js';
import type { ViewProps } from './view-props.js';

const STEPS: readonly Step[] = ['data', 'columns', 'search', 'result'];

/** The whole page: where one is, what went wrong, and the step at hand. */
export function App({ calls }: ViewProps) {
  const keeping = useKeeping(calls);
  const main = useFocusOfStep();
  return (
    <>
      <header>
        <h1>{texts.title}</h1>
        <p>{calls.place === 'page' ? texts.inPage : texts.onServer}</p>
        {keeping !== 'kept' && <p class="kept">{texts.notKept[keeping]}</p>}
        {isShared.value === false && <p class="kept">{texts.notShared}</p>}
        <Steps />
      </header>
      <main id="main" tabIndex={-1} ref={main}>
        <Mistake />
        <p class="waiting" role="status">
          {waiting.value ?? ''}
        </p>
        <OtherRuns calls={calls} />
        <StepView calls={calls} />
      </main>
    </>
  );
}

/** Whether runs are kept, asked again where that may have changed: behind a warning, and with each step. */
function useKeeping(calls: ViewProps['calls']): Keeping {
  const [keeping, setKeeping] = useState<Keeping>('kept');
  const warnings = atHand.value?.notes.length;
  const now = step.value;
  useEffect(() => void calls.keeping().then(setKeeping), [calls, warnings, now]);
  return keeping;
}

/** Who reads by ear or by keys is taken to a step when it begins. */
function useFocusOfStep() {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(step.value);
  const now = step.value;
  useEffect(() => {
    if (shown.current === now) return;
    shown.current = now;
    main.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [now]);
  return main;
}

function StepView({ calls }: ViewProps) {
  if (step.value === 'columns') return <ColumnsView calls={calls} />;
  if (step.value === 'search') return <SearchView calls={calls} />;
  if (step.value === 'result') return <ResultView calls={calls} />;
  return <SourceView calls={calls} />;
}

function Steps() {
  return (
    <ol class="steps" aria-label={texts.stepsName}>
      {STEPS.map((own) => (
        <li key={own} aria-current={own === step.value ? 'step' : undefined}>
          {texts.steps[own]}
        </li>
      ))}
    </ol>
  );
}

/** What went wrong, moved to where it is seen: what was pressed may be far below. */
function Mistake() {
  const found = mistake.value;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (found) place.current?.scrollIntoView({ block: 'nearest' });
  }, [found]);
  if (!found) return <div role="alert" ref={place} />;
  return (
    <div role="alert" class="mistake" ref={place}>
      <p>
        <strong>{texts.error}:</strong> {inPageWords(found.message)}
      </p>
      {found.hint && <p>{inPageWords(found.hint)}</p>}
      <button
        type="button"
        onClick={() => {
          mistake.value = undefined;
          // The button that has the focus goes.
          document.getElementById('main')?.focus({ preventScroll: true });
        }}
      >
        {texts.close}
      </button>
    </div>
  );
}
