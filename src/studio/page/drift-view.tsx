import { useEffect, useState } from 'preact/hooks';
import { describeDrift } from '../../drift/describe-drift.js';
import type { ColumnDrift, Drift, ScoreDrift } from '../../drift/drift.js';
import type { StudioData } from '../studio-calls.js';
import { Notes } from './notes.js';
import { numberText } from './number-text.js';
import { ScrollBox } from './scroll-box.js';
import { isBusy, waitFor } from './studio-state.js';
import { texts } from './texts.js';
import type { ViewProps } from './view-props.js';

const own = texts.drift;

interface DriftProps extends ViewProps {
  readonly run: string;
  readonly data: StudioData;
}

/** Whether rows that were predicted are still like those of training, where that is asked for. */
export function DriftView({ calls, run, data }: DriftProps) {
  const [drift, setDrift] = useState<Drift>();
  useEffect(() => setDrift(undefined), [data]);
  const judge = async () => setDrift(await waitFor(own.begin, () => calls.drift(run, data)));
  return (
    <>
      <p>
        <button type="button" disabled={isBusy.value} onClick={judge}>
          {own.begin}
        </button>
      </p>
      <p>
        <small>{own.help}</small>
      </p>
      {drift && <Found drift={drift} />}
    </>
  );
}

function Found({ drift }: { readonly drift: Drift }) {
  const { found, columns, predictions, label, score, notes } = drift;
  const judged = [...columns, ...predictions, ...(label ? [label] : [])];
  const moved = judged.filter(({ verdict }) => verdict === 'drifted' || verdict === 'moved');
  return (
    <section aria-label={own.begin}>
      <p role="status">
        <strong>{found ? own.found : own.none}</strong>
      </p>
      {score && <p>{scoreText(score)}</p>}
      {moved.length > 0 && <Moved columns={moved} />}
      <Notes notes={notes} />
    </section>
  );
}

function scoreText({ metric, score, before, verdict }: ScoreDrift): string {
  return own.score(metric, numberText(score), numberText(before.score), own.verdicts[verdict]);
}

function Moved({ columns }: { readonly columns: readonly ColumnDrift[] }) {
  return (
    <ScrollBox name={own.moved}>
      <table>
        <caption>{own.moved}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.columns.name}</th>
            <th scope="col">{own.howMuch}</th>
            <th scope="col">{own.what}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <tr key={column.name}>
              <th scope="row">{column.name}</th>
              <td>{column.verdict === 'drifted' ? own.much : own.little}</td>
              <td>{describeDrift(column)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
