import { useEffect, useState } from 'preact/hooks';
import type { FitState } from '../../options/fit-state.js';
import { lineChart } from '../../report/charts/line-chart.js';
import { trialName } from '../../trial/trial-name.js';
import { now } from '../../util/clock.js';
import { Notes } from './notes.js';
import { numberText } from './number-text.js';
import { inPageWords } from './page-words.js';
import { ScrollBox } from './scroll-box.js';
import { atHand, beginAgain, isShown, mistake, mistakeOf, type RunAtHand } from './studio-state.js';
import { texts } from './texts.js';
import type { ViewProps } from './view-props.js';

/** The search as it goes on. */
export function SearchView({ calls }: ViewProps) {
  const own = atHand.value && isShown(atHand.value.run) ? atHand.value : undefined;
  const seconds = useSeconds(own);
  if (!own) return null;
  const { state, notes, isStopping } = own;
  const { phase, begin, scores, data, failed, trials } = state;
  // What earlier processes of the run have spent of it counts.
  const used = seconds - state.begunAt;
  const left = begin?.timeLimit === undefined ? undefined : begin.timeLimit - used;
  const tried = trials.filter(({ number }) => number > 0).length;
  const best = scores.at(-1)?.value;
  const stop = () => {
    atHand.value = { ...own, isStopping: true };
    calls.stop(own.run).catch((thrown: unknown) => {
      mistake.value = mistakeOf(thrown);
      if (atHand.value) atHand.value = { ...atHand.value, isStopping: false };
    });
  };
  return (
    <>
      <p class="phase" role="status">
        {texts.search.phases[phase]}
      </p>
      {begin?.timeLimit !== undefined && (
        <progress
          max={begin.timeLimit}
          value={Math.min(used, begin.timeLimit)}
          aria-label={texts.search.left(left ?? 0)}
        />
      )}
      <dl class="figures">
        {left !== undefined && <Figure name={texts.columns.time} value={texts.search.left(left)} />}
        <Figure name={texts.steps.search} value={texts.search.tried(tried)} />
        {failed.size > 0 && (
          <Figure name={texts.search.without} value={texts.search.failed(failed.size)} />
        )}
        {data && <Figure name={`${texts.search.best}, ${data.metric}`} value={numberText(best)} />}
      </dl>
      <p>
        <button type="button" class="main" disabled={isStopping} onClick={stop}>
          {isStopping ? texts.search.stopping : texts.search.stop}
        </button>{' '}
        {calls.place === 'server' && (
          <button type="button" onClick={beginAgain}>
            {texts.search.beside}
          </button>
        )}
      </p>
      <ScoreChart state={state} seconds={seconds} />
      <Workers state={state} />
      <Tried state={state} />
      <Notes notes={notes} />
    </>
  );
}

/** Seconds since the run began: those of what was last heard, and those since then. */
function useSeconds(own: RunAtHand | undefined): number {
  const [moment, setMoment] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setMoment(now()), 1000);
    return () => clearInterval(timer);
  }, []);
  if (!own) return 0;
  return own.seconds + Math.max(0, moment - own.heardAt) / 1000;
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

interface StateProps {
  readonly state: FitState;
}

function ScoreChart({ state, seconds }: StateProps & { readonly seconds: number }) {
  const { scores, data } = state;
  const last = scores.at(-1);
  if (!data || !last || scores.length < 2) return null;
  const points = [
    ...scores.map(({ at, value }) => [at, value] as const),
    [seconds, last.value] as const,
  ];
  const { text } = lineChart({
    id: 'score',
    title: texts.search.chart,
    says: `${data.metric} ${numberText(last.value)}`,
    x: { title: texts.search.seconds },
    y: { title: data.metric },
    series: [{ name: data.metric, points, isSteps: true }],
  });
  // Our own markup, in which names are escaped.
  return <div dangerouslySetInnerHTML={{ __html: text }} />;
}

function Workers({ state }: StateProps) {
  const jobs = [...state.jobs.values()].sort((a, b) => a.job.worker - b.job.worker);
  if (jobs.length === 0) return null;
  return (
    <section aria-label={texts.search.workers}>
      <h2>{texts.search.workers}</h2>
      <ul class="workers">
        {jobs.map(({ job }) => (
          <li key={job.worker}>
            {job.name}
            {job.fold === undefined ? '' : `, ${job.fold + 1} / ${job.folds}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Tried({ state }: StateProps) {
  const { trials, data } = state;
  if (trials.length === 0 || !data) return null;
  const sign = data.direction === 'minimize' ? 1 : -1;
  const worst = Number.POSITIVE_INFINITY;
  const ranked = trials.toSorted(
    (a, b) =>
      (a.score === null ? worst : sign * a.score) - (b.score === null ? worst : sign * b.score),
  );
  return (
    <ScrollBox name={texts.search.board}>
      <table>
        <caption>{texts.search.board}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.search.model}</th>
            <th scope="col" class="number">
              {texts.search.score} ({data.metric} {data.direction === 'minimize' ? '↓' : '↑'})
            </th>
          </tr>
        </thead>
        <tbody>
          {ranked.slice(0, 20).map((trial) => (
            <tr key={trial.number}>
              <td>{trialName(trial.config, trial.number)}</td>
              <td class="number">
                {trial.state === 'failed'
                  ? inPageWords(trial.reason ?? texts.search.failed(1))
                  : numberText(trial.score)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <small>
          {texts.search.better[data.direction]} {texts.search.scoreHelp}
        </small>
      </p>
    </ScrollBox>
  );
}
