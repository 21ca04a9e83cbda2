import { useState } from 'preact/hooks';
import type { StudioPredictions } from '../studio-calls.js';
import { csvRows } from './csv-rows.js';
import { DropZone } from './drop-zone.js';
import { shortCell } from './number-text.js';
import { saveBlob } from './save-blob.js';
import { ScrollBox } from './scroll-box.js';
import { Notes } from './search-view.js';
import { isBusy, waitFor } from './studio-state.js';
import { texts } from './texts.js';
import type { ViewProps } from './view-props.js';

interface Shown extends StudioPredictions {
  readonly rows: readonly (readonly string[])[];
}

const SHOWN_ROWS = 20;

/** Predictions of a file, or of rows that were pasted. */
export function PredictView({ calls, run }: ViewProps & { readonly run: string }) {
  const [shown, setShown] = useState<Shown>();
  const [pasted, setPasted] = useState('');
  const predict = async (files: readonly File[]) => {
    const found = await waitFor(texts.result.predict, () =>
      calls.predict(run, { kind: 'files', files }),
    );
    if (found) setShown({ ...found, rows: csvRows(await found.csv.text(), SHOWN_ROWS + 1) });
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
        </button>
      </p>
      {shown && <Predictions shown={shown} />}
    </section>
  );
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
