import { loadState } from '../../predictor/load-state.js';
import type { Table } from '../../table/table.js';
import { errorMessage } from '../../util/errors.js';
import { decodePacked } from '../../util/packed-file.js';
import { element } from './dom.js';
import { LIVING_DATA, LIVING_PLACE, type LivingData, PAGE_BACKGROUND } from './living-data.js';
import { openLivingModel } from './living-model.js';
import { livingView } from './living-view.js';
import { modelChooser } from './model-chooser.js';
import { pageBytes } from './page-bytes.js';
import { showThreshold } from './threshold-view.js';

/** The program of a page with a living model. */
async function run(): Promise<void> {
  const place = document.getElementById(LIVING_PLACE);
  const text = document.getElementById(LIVING_DATA)?.textContent;
  if (!place || !text) return;
  const { model, file, background } = JSON.parse(text) as LivingData;
  const start = async (bytes: Uint8Array) => {
    try {
      const rows =
        background === null
          ? undefined
          : await decodePacked(PAGE_BACKGROUND, pageBytes(background));
      const living = openLivingModel(await loadState(bytes), rows as Table | undefined);
      place.replaceChildren(livingView(living));
    } catch (thrown) {
      const fault = element('p', { attributes: { role: 'alert' } }, errorMessage(thrown));
      place.replaceChildren(...(model === null ? [modelChooser(file, start)] : []), fault);
    }
  };
  if (model === null) place.replaceChildren(modelChooser(file, start));
  else await start(pageBytes(model));
}

showThreshold();
void run();
