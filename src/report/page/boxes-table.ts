import type { Box } from '../../detect/box.js';
import { element } from './dom.js';
import { scrollBox } from './scroll-box.js';

const HEAD = ['class', 'score', 'left', 'top', 'right', 'bottom'];

/** Boxes as a table, the surest first: edges in pixels of the picture. */
export function boxesTable(boxes: readonly Box[]): HTMLElement {
  const head = element('tr', {}, ...HEAD.map(headCell));
  const rows = boxes.map(({ label, score, x1, y1, x2, y2 }) => {
    const edges = [x1, y1, x2, y2].map((edge) => edge.toFixed(1));
    const numbers = [score.toFixed(3), ...edges].map((text) =>
      element('td', { attributes: { class: 'number' } }, text),
    );
    return element('tr', {}, element('td', {}, label), ...numbers);
  });
  const table = element('table', {}, element('thead', {}, head), element('tbody', {}, ...rows));
  return scrollBox('The boxes', table);
}

function headCell(name: string, column: number): HTMLElement {
  return element('th', { attributes: { scope: 'col', class: column > 0 && 'number' } }, name);
}
