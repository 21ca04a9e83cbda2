import { formatNumber } from '../../util/format-number.js';
import { isOfNumbers } from '../../util/task-kind.js';
import type { Block, ChartBlock, Section } from '../block.js';
import { chartBlock } from '../chart-block.js';
import { coveredPicture } from '../charts/covered-picture.js';
import { percent, quoted } from '../facts/in-words.js';
import type { CoveredPicture, PictureFacts, ShownPicture } from '../facts/picture-facts.js';
import type { ReportFacts } from '../facts/report-facts.js';
import { type Html, html } from '../html.js';

/** Pictures that were taken for what they are, and for something else, and where in them the answers lie. */
export function pictures({ pictures: facts = [], asked }: ReportFacts): readonly Section[] {
  if (facts.length === 0) return [];
  const isNumber = isOfNumbers({ kind: asked.task });
  return [
    {
      id: 'pictures',
      title: 'Pictures',
      blocks: facts.flatMap((own, place) => columnBlocks(own, place, isNumber)),
    },
  ];
}

function columnBlocks(facts: PictureFacts, place: number, isNumber: boolean): readonly Block[] {
  const { column, from, right, wrong, unsure, covered } = facts;
  const rows = from.toLocaleString('en-US');
  return [
    {
      kind: 'text',
      text: `Pictures of ${quoted(column)} from validation rows, each judged by models that were not fitted to it. Right and unsure ones are chosen from ${rows} of them, wrong ones from all.`,
    },
    ...gallery(isNumber ? 'Furthest off' : 'Most wrong', wrong),
    ...(isNumber ? [] : gallery('Most unsure', unsure)),
    ...gallery(isNumber ? 'Nearest' : 'Right', right),
    ...coveredBlocks(covered, place),
  ];
}

/** As a page shows them; elsewhere what was said of them. */
function gallery(title: string, own: readonly ShownPicture[]): readonly Block[] {
  if (own.length === 0) return [];
  const items = own.map(
    (picture) =>
      html`<li><figure><img src="data:image/png;base64,${picture.png}" alt="" width="96" height="96"><figcaption>${caption(picture)}</figcaption></figure></li>`,
  );
  return [
    { kind: 'page', html: html`<h3>${title}</h3><ul class="pictures">${items}</ul>` },
    {
      kind: 'fold',
      title: `${title}: as a table`,
      blocks: [
        {
          kind: 'table',
          caption: `${title}, in the order above`,
          head: ['row', 'it is', 'taken for'],
          rows: own.map(({ row, truth, predicted }) => [row, truth, predicted]),
        },
      ],
    },
  ];
}

function caption({ row, truth, predicted }: ShownPicture): Html {
  const where = row === null ? 'validation file' : `row ${row.toLocaleString('en-US')}`;
  return html`<b>${predicted}</b> it is ${truth} <small>${where}</small>`;
}

function coveredBlocks(covered: readonly CoveredPicture[], place: number): readonly Block[] {
  if (covered.length === 0) return [];
  const charts = covered.map((own, i) => coveredChart(own, `covered-${place}-${i}`));
  return [
    { kind: 'page', html: html`<h3>Where the answer lies</h3>` },
    {
      kind: 'text',
      text: 'A patch of the picture’s mean colour, a quarter of its side wide, is slid over it: the stronger the colour of a place, the more of the answer is lost while the patch stands there (Zeiler and Fergus 2014).',
    },
    { kind: 'charts', charts },
  ];
}

function coveredChart(own: CoveredPicture, id: string): ChartBlock {
  const { of, answer, grid, losses, png, row, truth, predicted } = own;
  const most = Math.max(...losses);
  const where = placeName(losses.indexOf(most), grid);
  const share = (value: number) => (own.isChance ? percent(value) : formatNumber(value));
  const name = row === null ? 'A validation row' : `Row ${row.toLocaleString('en-US')}`;
  const says =
    most > 0
      ? `${own.isChance ? `the chance of ${of}` : of} goes from ${share(answer)} to ${share(answer - most)} where ${where} is covered.`
      : 'no place makes the answer smaller where it is covered.';
  const title = `${name}: it is ${truth}, taken for ${predicted}`;
  return chartBlock(coveredPicture, { id, title, says, png, grid, losses });
}

/** In thirds along each side. */
function placeName(place: number, grid: number): string {
  const third = (along: number) => Math.min(2, Math.floor((3 * (along + 0.5)) / grid));
  const [column, row] = [third(place % grid), third(Math.floor(place / grid))];
  if (column === 1 && row === 1) return 'the middle';
  const parts = [['the top', '', 'the bottom'][row], ['left', '', 'right'][column]].filter(Boolean);
  return parts.length === 2 ? parts.join(' ') : `the ${(parts[0] ?? '').replace('the ', '')}`;
}
