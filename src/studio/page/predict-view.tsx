import { useState } from 'preact/hooks';
import type { StudioData, StudioPredictions } from '../studio-calls.js';
import { csvRows } from './csv-rows.js';
import { DriftView } from './drift-view.js';
import { DropZone } from './drop-zone.js';
import { Notes } from './notes.js';
import { shortCell } from './number-text.js';
import { openReport } from './open-report.js';
import { saveBlob } from './save-blob.js';
import { ScrollBox } from './scroll-box.js';
import { isBusy, waitFor } from './studio-state.js';
import { texts } from './texts.js';
import type { ViewProps } from './view-props.js';

interface Shown extends StudioPredictions {
  readonly data: StudioData;
  readonly rows: readonly (readonly string[])[];
}

const SHOWN_ROWS = 20;

interface PredictProps extends ViewProps {
  readonly run: string;
  readonly hasReport: boolean;
}

/** The form for one row stands in the report. */
const FORM = '#try';

/** Predictions of a file, of rows that were pasted, or of one that is filled in. */
export function PredictView({ calls, run, hasReport }: PredictProps) {
  const [shown, setShown] = useState<Shown>();
  const [pasted, setPasted] = useState('');
  const predict = async (files: readonly File[]) => {
    const data: StudioData = { kind: 'files', files };
    // Those of another file would stand there without its name.
    setShown(undefined);
    const found = await waitFor(texts.result.predict, () => calls.predict(run, data));
    if (found)
      setShown({ ...found, data, rows: csvRows(await firstText(found.csv), SHOWN_ROWS + 1) });
  };
  return (
    <section aria-label={texts.result.predict}>
      <h2>{texts.result.predict}</h2>
      <p>{texts.result.predictHelp}</p>
      <DropZone says={texts.result.drop} onFiles={(files) => void predict(files)} />
      <p class="field">
        <label for="pasted">{texts.result.paste}</label>
        <textarea
          id="pasted"
          rows={4}
          value={pasted}
          onInput={(event) => setPasted(event.currentTarget.value)}
        />
      </p>
      <p>
        <button
          type="button"
          disabled={isBusy.value || pasted.trim() === ''}
          onClick={() => void predict([new File([pasted], 'pasted rows')])}
        >
          {texts.result.predictPasted}
        </button>{' '}
        {hasReport && (
          <button
            type="button"
            disabled={isBusy.value}
            onClick={() => void openReport(calls, run, FORM)}
          >
            {texts.result.fillIn}
          </button>
        )}
      </p>
      {shown && <Predictions shown={shown} />}
      {shown && <DriftView calls={calls} run={run} data={shown.data} />}
    </section>
  );
}

/** As much of a file as the first rows need: it may be large. */
function firstText(csv: Blob): Promise<string> {
  return csv.slice(0, 1e6).text();
}

function Predictions({ shown }: { readonly shown: Shown }) {
  const [head = [], ...rows] = shown.rows;
  return (
    <>
      <ScrollBox name={texts.result.firstRows}>
        <table>
          <caption>{texts.result.firstRows}</caption>
          <thead>
            <tr>
              {head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells, i) => (
              <tr key={i}>
                {cells.map((cell, j) => (
                  <td key={j}>{shortCell(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <p>
        <button type="button" onClick={() => saveBlob(shown.csv, 'predictions.csv')}>
          {texts.result.download}
        </button>
      </p>
      <Notes notes={shown.notes} />
    </>
  );
}
