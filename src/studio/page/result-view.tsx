import type { PageExport } from '../../browser/calls.js';
import type { FitSummary } from '../../fit/summarize.js';
import { Notes } from './notes.js';
import { numberText } from './number-text.js';
import { openReport } from './open-report.js';
import { inPageWords } from './page-words.js';
import { PredictView } from './predict-view.js';
import { saveBlob } from './save-blob.js';
import { ScrollBox } from './scroll-box.js';
import { beginAgain, isBusy, result, waitFor } from './studio-state.js';
import { texts } from './texts.js';
import type { ViewProps } from './view-props.js';

const FORMS = Object.keys(texts.result.forms) as PageExport[];
const ENDINGS: Readonly<Record<PageExport, string>> = {
  html: 'model.html',
  python: 'model.py',
  ts: 'model.ts',
  onnx: 'model.onnx',
};

/** What was found, and what can be done with it. */
export function ResultView({ calls }: ViewProps) {
  const found = result.value;
  if (!found) return null;
  const { run, summary } = found;
  const take = (name: string, work: () => Promise<Blob>) => async () => {
    const blob = await waitFor(name, work);
    if (blob) saveBlob(blob, name);
  };
  const hasReport = summary.report !== null;
  return (
    <>
      <Scores summary={summary} />
      <p class="actions">
        {hasReport && (
          <button
            type="button"
            class="main"
            disabled={isBusy.value}
            onClick={() => void openReport(calls, run)}
          >
            {texts.result.report}
          </button>
        )}
        <button
          type="button"
          disabled={isBusy.value}
          onClick={take('model.safetensors', () => calls.file(run, 'model.safetensors'))}
        >
          {texts.result.model}
        </button>
        <button
          type="button"
          disabled={isBusy.value}
          onClick={() => void waitFor(texts.result.more, () => calls.resume(run, '+1m'))}
        >
          {texts.result.more} 1m
        </button>
        <button type="button" disabled={isBusy.value} onClick={beginAgain}>
          {texts.result.again}
        </button>
      </p>
      <p>
        <small>{texts.result.reportHelp}</small>
      </p>
      <PredictView calls={calls} run={run} hasReport={hasReport} />
      <h2>{texts.result.exports}</h2>
      <p class="actions">
        {FORMS.map((form) => (
          <button
            key={form}
            type="button"
            disabled={isBusy.value}
            onClick={take(ENDINGS[form], () => calls.exportRun(run, form))}
          >
            {texts.result.forms[form]}
          </button>
        ))}
      </p>
      <Board summary={summary} />
      <Notes notes={found.notes} />
    </>
  );
}

function Scores({ summary }: { readonly summary: FitSummary }) {
  const { best, metric, leaderboard, scoreTest } = summary;
  const constant = leaderboard.find(({ family }) => family === 'constant');
  return (
    <section aria-label={texts.result.done} class="scores">
      <h2>{texts.result.best(best.name)}</h2>
      <p class="score">
        {metric.name} {metric.direction === 'minimize' ? '↓' : '↑'}{' '}
        <strong>{numberText(best.scoreValidation)}</strong> {texts.result.validation}
      </p>
      {scoreTest !== undefined && (
        <p>
          <strong>{numberText(scoreTest)}</strong> {texts.result.keptBack}
        </p>
      )}
      {constant && (
        <p>
          {texts.result.baseline} {numberText(constant.scoreValidation)}.
        </p>
      )}
      <p>
        <small>
          {texts.search.better[metric.direction]} {texts.search.scoreHelp}
        </small>
      </p>
    </section>
  );
}

function Board({ summary }: { readonly summary: FitSummary }) {
  const { leaderboard, metric } = summary;
  return (
    <ScrollBox name={texts.result.board}>
      <table>
        <caption>{texts.result.board}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.search.model}</th>
            <th scope="col" class="number">
              {texts.search.score} ({metric.name})
            </th>
            <th scope="col" class="number">
              {texts.result.weight}
            </th>
          </tr>
        </thead>
        <tbody>
          {leaderboard.map(({ name, scoreValidation, weight, reason }) => (
            <tr key={name}>
              <td>
                {name}
                {scoreValidation === null && reason && <small>{inPageWords(reason)}</small>}
              </td>
              <td class="number">{numberText(scoreValidation)}</td>
              <td class="number">{weight > 0 ? `${Math.round(100 * weight)} %` : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <small>{texts.search.weightHelp}</small>
      </p>
    </ScrollBox>
  );
}
