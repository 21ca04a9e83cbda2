import { loadState } from '../../predictor/load-state.js';
import type { Table } from '../../table/table.js';
import { errorMessage } from '../../util/errors.js';
import { decodePacked } from '../../util/packed-file.js';
import { element } from './dom.js';
import { LIVING_DATA, LIVING_PLACE, type LivingData, PAGE_BACKGROUND } from './living-data.js';
import { openLivingModel } from './living-model.js';
import { livingView } from './living-view.js';
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
        background === null ? undefined : await decodePacked(PAGE_BACKGROUND, bytesOf(background));
      const living = openLivingModel(await loadState(bytes), rows as Table | undefined);
      place.replaceChildren(livingView(living));
    } catch (thrown) {
      const fault = element('p', { attributes: { role: 'alert' } }, errorMessage(thrown));
      place.replaceChildren(...(model === null ? [chooser(file, start)] : []), fault);
    }
  };
  if (model === null) place.replaceChildren(chooser(file, start));
  else await start(bytesOf(model));
}

function chooser(file: string, start: (bytes: Uint8Array) => Promise<void>): HTMLElement {
  const input = element('input', {
    attributes: { type: 'file', id: 'model-file', accept: '.safetensors' },
    on: {
      input: () => {
        const [chosen] = input.files ?? [];
        void chosen?.arrayBuffer().then((buffer) => start(new Uint8Array(buffer)));
      },
    },
  });
  return element(
    'p',
    {},
    element(
      'label',
      { attributes: { for: 'model-file' } },
      `Choose the model file, ${file}; it stays on this machine: `,
    ),
    input,
  );
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

showThreshold();
void run();
