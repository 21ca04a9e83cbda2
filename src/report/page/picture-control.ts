import { errorMessage } from '../../util/errors.js';
import type { FieldControl } from './control.js';
import { element } from './dom.js';
import type { PictureField } from './form-field.js';
import type { FormPictures } from './form-picture.js';
import { pagePicture } from './page-picture.js';
import { takeDropped } from './take-dropped.js';

/** Pixels along a side of what is shown. */
const SHOWN = 120;

/** Pictures are chosen, or dropped onto the field; what is shown of them is what the model sees. */
export function pictureControl(
  { name, side, several }: PictureField,
  id: string,
  onChange: () => void,
): FieldControl {
  let value: FormPictures | null = null;
  let asked = 0;
  const note = element('small', {
    attributes: { class: 'note', id: `${id}-note`, role: 'status' },
  });
  const drawn = element('div', { attributes: { class: 'drawn' } });
  const show = (given: FormPictures | null, says = '') => {
    value = given;
    note.textContent = says;
    const none = element('span', { attributes: { class: 'unknown' } }, '(no picture)');
    drawn.replaceChildren(
      ...(given?.pictures.map(({ pixels }) => drawnPicture(pixels, side, name)) ?? [none]),
    );
  };
  const take = async (files: readonly File[]) => {
    const own = ++asked;
    const chosen = several ? files : files.slice(0, 1);
    if (chosen.length === 0) return;
    try {
      const pictures = await Promise.all(chosen.map((file) => pagePicture(file, side)));
      if (own === asked) show({ kind: 'pictures', pictures });
    } catch (thrown) {
      if (own === asked) show(null, `It cannot be read: ${errorMessage(thrown)}`);
    }
    if (own === asked) onChange();
  };
  const input = element('input', {
    attributes: {
      type: 'file',
      id,
      accept: 'image/*',
      multiple: several,
      'aria-describedby': `${id}-note`,
    },
    on: { input: () => void take([...(input.files ?? [])]) },
  });
  const remove = element(
    'button',
    {
      attributes: { type: 'button' },
      on: {
        click: () => {
          set(null);
          onChange();
        },
      },
    },
    'No picture',
  );
  const set = (given: ReturnType<FieldControl['value']>) => {
    asked++;
    input.value = '';
    show(typeof given === 'object' && given?.kind === 'pictures' ? given : null);
  };
  const label = element('label', { attributes: { for: id } }, name);
  const line = element('div', { attributes: { class: 'line' } }, drawn, input, remove);
  const hint = element('small', {}, 'Choose a picture, or drop it here: it stays in this page.');
  const field = element('div', { attributes: { class: 'field picture' } }, label, line, hint, note);
  takeDropped(field, (files) => void take(files));
  return { element: field, value: () => value, set };
}

function drawnPicture(pixels: Uint8Array, side: number, name: string): HTMLElement {
  const canvas = element('canvas', {
    attributes: {
      width: side,
      height: side,
      role: 'img',
      'aria-label': `${name}, as the model sees it`,
    },
  });
  canvas.style.width = `${SHOWN}px`;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let place = 0; place < side * side; place++) {
    data.set(pixels.subarray(3 * place, 3 * place + 3), 4 * place);
  }
  canvas.getContext('2d')?.putImageData(new ImageData(data, side, side), 0, 0);
  return canvas;
}
