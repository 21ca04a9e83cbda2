import { detectBoxes, toldBoxes } from '../../detect/detector.js';
import type { DetectorState } from '../../detect/detector-state.js';
import { boxCount } from '../../detect/lay-boxes.js';
import type { Picture } from '../../image/picture.js';
import { errorMessage } from '../../util/errors.js';
import { boxesTable } from './boxes-table.js';
import { element } from './dom.js';
import { drawnBoxes } from './drawn-boxes.js';
import { takeDropped } from './take-dropped.js';

/** A field onto which a picture is dropped, and the picture with the boxes that are found on it. */
export function detectorView(state: DetectorState): HTMLElement {
  const { classes, threshold } = state;
  const said = element('p', { attributes: { role: 'status', class: 'said' } });
  const shown = element('div', { attributes: { class: 'found' } });
  let seen: { readonly picture: Picture; readonly found: Found } | undefined;
  const show = () => {
    if (!seen) return;
    const least = Number(slider.value);
    const boxes = toldBoxes(state, seen.found, least);
    said.textContent = `${boxCount(boxes.length)} with a score of at least ${least.toFixed(3)}`;
    shown.replaceChildren(drawnBoxes(seen.picture, boxes, classes), boxesTable(boxes));
  };
  // Each threshold that a detector may have is a place of it.
  const slider = element('input', {
    attributes: { type: 'range', id: 'least-score', min: 0, max: 1, step: 0.001 },
    on: { input: show },
  });
  slider.value = String(threshold);
  let asked = 0;
  const take = async ([file]: readonly File[]) => {
    if (!file) return;
    const own = ++asked;
    seen = undefined;
    shown.replaceChildren();
    said.textContent = `Looking at ${file.name} …`;
    try {
      const { decodePicture } = await import('../../image/page-pictures.js');
      const picture = await decodePicture(new Uint8Array(await file.arrayBuffer()));
      await painted();
      if (own !== asked) return;
      seen = { picture, found: detectBoxes(state, picture) };
      show();
    } catch (thrown) {
      if (own === asked) said.textContent = `It cannot be read: ${errorMessage(thrown)}`;
    }
  };
  return laidOut({ take, slider, said, shown });
}

type Found = ReturnType<typeof detectBoxes>;

interface Parts {
  readonly take: (files: readonly File[]) => Promise<void>;
  readonly slider: HTMLInputElement;
  readonly said: HTMLElement;
  readonly shown: HTMLElement;
}

function laidOut({ take, slider, said, shown }: Parts): HTMLElement {
  const input = element('input', {
    attributes: { type: 'file', id: 'picture', accept: 'image/*' },
    on: { input: () => void take([...(input.files ?? [])]) },
  });
  const labelFor = (id: string, text: string) =>
    element('label', { attributes: { for: id } }, text);
  const field = element(
    'div',
    { attributes: { class: 'drop picture' } },
    labelFor('picture', 'Choose a picture, or drop it here: it stays in this page.'),
    input,
  );
  takeDropped(field, (files) => void take(files));
  const least = element(
    'p',
    { attributes: { class: 'least' } },
    labelFor('least-score', 'The least score'),
    slider,
  );
  return element('div', { attributes: { class: 'detector' } }, field, least, said, shown);
}

/** What is said is seen before the work begins. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve, 0));
  });
}
