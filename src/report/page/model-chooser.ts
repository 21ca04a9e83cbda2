import { element } from './dom.js';

/** Asks a person for the model file that a page does not hold. */
export function modelChooser(
  file: string,
  start: (bytes: Uint8Array) => Promise<void>,
): HTMLElement {
  const input = element('input', {
    attributes: { type: 'file', id: 'model-file', accept: '.safetensors' },
    on: {
      input: () => {
        const [chosen] = input.files ?? [];
        void chosen?.arrayBuffer().then((buffer) => start(new Uint8Array(buffer)));
      },
    },
  });
  const says = `Choose the model file, ${file}; it stays on this machine: `;
  return element('p', {}, element('label', { attributes: { for: 'model-file' } }, says), input);
}
