import { loadDetector } from '../../detect/save-detector.js';
import { errorMessage } from '../../util/errors.js';
import { DETECTOR_DATA, DETECTOR_PLACE, type DetectorData } from './detector-data.js';
import { detectorView } from './detector-view.js';
import { element } from './dom.js';
import { modelChooser } from './model-chooser.js';
import { pageBytes } from './page-bytes.js';

/** The program of a page with a detector. */
async function run(): Promise<void> {
  const place = document.getElementById(DETECTOR_PLACE);
  const text = document.getElementById(DETECTOR_DATA)?.textContent;
  if (!place || !text) return;
  const { model, file } = JSON.parse(text) as DetectorData;
  const start = async (bytes: Uint8Array) => {
    try {
      place.replaceChildren(detectorView(await loadDetector(bytes)));
    } catch (thrown) {
      const fault = element('p', { attributes: { role: 'alert' } }, errorMessage(thrown));
      place.replaceChildren(...(model === null ? [modelChooser(file, start)] : []), fault);
    }
  };
  if (model === null) place.replaceChildren(modelChooser(file, start));
  else await start(pageBytes(model));
}

void run();
