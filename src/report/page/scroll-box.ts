import { element } from './dom.js';

/** A box in which a wide table is moved, by keys too, under a name for who does not see it. */
export function scrollBox(name: string, table: HTMLTableElement): HTMLElement {
  const attributes = { class: 'table', tabindex: 0, role: 'region', 'aria-label': name };
  return element('div', { attributes }, table);
}
