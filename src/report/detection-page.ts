import type { Corners } from '../detect/box.js';
import { colourOf } from '../detect/draw-boxes.js';
import { base64 } from '../util/base64.js';
import { countOf } from '../util/count-of.js';
import { formatNumber } from '../util/format-number.js';
import type { Block, Section } from './block.js';
import { blockHtml } from './block-html.js';
import type { DetectionFacts, ShownPicture } from './detection-facts.js';
import { type Html, html, markup } from './html.js';
import type { LivingDetector } from './living-detector.js';
import { type PageSection, pageText } from './page.js';

/** Colours of mistakes: missed boxes, and found ones where there is nothing. */
const MISSED = '#d01c1c';
const INVENTED = '#b000d0';
const STYLE =
  '.boxes{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,16rem),1fr));gap:1rem}.boxes figure{margin:0}.boxes svg{width:100%}' +
  '.colours{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;list-style:none;padding:0}.colours li{display:flex;align-items:center;gap:.4rem}';

/** What a search for boxes found, as one page with the detector in it. */
export function detectionPage(facts: DetectionFacts, living?: LivingDetector): Promise<string> {
  const { state, worst, others } = facts;
  const told = [scores(facts), confusions(facts), ...pictureSections(facts), models(facts)];
  const sections: readonly PageSection[] = told.map(({ id, title, blocks }) => ({
    id,
    title,
    body: blocks.map(blockHtml),
  }));
  const shown = worst.length + others.length;
  return pageText({
    title: `Finding ${state.classes.join(', ')}`,
    lead: [
      `${countOf(state.pictures, 'picture')}; judged by ${countOf(state.validation.pictures, 'picture')} that were not trained on.`,
      ...(state.validation.choseToo
        ? ['They chose among the candidates too, so the scores may be too high.']
        : []),
      shown > 0
        ? `This page contains ${countOf(shown, 'picture')} of the training data.`
        : 'This page contains no picture of the training data.',
    ],
    // Behind how well boxes are found and what they are taken for.
    sections: living ? sections.toSpliced(2, 0, living.section) : sections,
    data: living?.data ?? {},
    scripts: living?.scripts ?? [],
    styles: [STYLE, ...(living?.styles ?? [])],
  });
}

function scores({ state, counts, tested }: DetectionFacts): Section {
  const { classes, validation, threshold } = state;
  const rows = classes.map((name, code) => {
    const own = validation.classes[code];
    const right = counts.confusion[code]?.[code] ?? 0;
    const missed = counts.missed[code] ?? 0;
    return [
      name,
      own?.boxes ?? 0,
      share(own?.ap50),
      share(own?.ap),
      right,
      missed,
      counts.invented[code] ?? 0,
    ];
  });
  const all = [
    'all classes',
    null,
    share(validation.mAP50),
    share(validation.mAP),
    null,
    null,
    null,
  ];
  const test: Block[] = tested
    ? [
        {
          kind: 'text',
          text: `On ${countOf(tested.pictures, 'test picture')}: mAP50 ${share(tested.mAP50)}, mAP50:95 ${share(tested.mAP)}.`,
        },
      ]
    : [];
  return {
    id: 'scores',
    title: 'How well boxes are found',
    blocks: [
      {
        kind: 'table',
        caption: `Average precision as COCO computes it; counts of boxes with a score of at least ${threshold} that overlap a true one by half`,
        head: ['class', 'boxes', 'AP50', 'AP50:95', 'found', 'missed', 'found where nothing is'],
        rows: [...rows, all],
      },
      ...test,
    ],
  };
}

function confusions({ state, counts }: DetectionFacts): Section {
  const { classes } = state;
  const rows = classes.map((name, code) => [
    name,
    ...(counts.confusion[code] ?? []),
    counts.missed[code] ?? 0,
  ]);
  const invented = ['nothing', ...counts.invented, null];
  return {
    id: 'confusions',
    title: 'What is taken for what',
    blocks: [
      {
        kind: 'table',
        caption: 'True classes by row, found ones by column',
        head: ['truth', ...classes.map((name) => `as ${name}`), 'missed'],
        rows: [...rows, invented],
      },
    ],
  };
}

function pictureSections({ state, worst, others }: DetectionFacts): Section[] {
  const section = (id: string, title: string, pictures: readonly ShownPicture[]): Section[] =>
    pictures.length === 0
      ? []
      : [
          {
            id,
            title,
            blocks: [
              legend(state.classes),
              {
                kind: 'page',
                html: html`<div class="boxes">${pictures.map((own) => figure(own, state.classes))}</div>`,
              },
            ],
          },
        ];
  return [
    ...section('mistakes', 'Pictures with the most mistakes', worst),
    ...section('pictures', 'Other pictures', others),
  ];
}

function legend(classes: readonly string[]): Block {
  const own = classes.map(
    (name, code) => html`<li>${swatch(`rgb(${colourOf(code).join(' ')})`)} ${name}</li>`,
  );
  const faults = [
    html`<li>${swatch(MISSED)} missed (dashed)</li>`,
    html`<li>${swatch(INVENTED)} found where nothing is</li>`,
  ];
  return { kind: 'page', html: html`<ul class="colours">${own}${faults}</ul>` };
}

function swatch(colour: string): Html {
  return html`<svg width="14" height="14" aria-hidden="true"><rect width="14" height="14" fill="${colour}"/></svg>`;
}

function figure(
  { image, png, width, height, pairs, missed, invented }: ShownPicture,
  classes: readonly string[],
): Html {
  const found = pairs.map(({ truth, found: box }) => {
    const mark = truth.code === box.code ? '' : ` (is ${classes[truth.code]})`;
    return rectangle(
      box,
      `rgb(${colourOf(box.code).join(' ')})`,
      `${classes[box.code]} ${formatNumber(box.score)}${mark}`,
    );
  });
  const wrong = invented.map((box) =>
    rectangle(box, INVENTED, `${classes[box.code]} ${formatNumber(box.score)}: nothing is there`),
  );
  const left = missed.map((box) => rectangle(box, MISSED, `missed: ${classes[box.code]}`, true));
  const says = `${image}: ${pairs.length} found, ${missed.length} missed, ${invented.length} where nothing is`;
  return html`<figure><svg role="img" aria-label="${says}" viewBox="0 0 ${width} ${height}"><image href="data:image/png;base64,${base64(png)}" width="${width}" height="${height}"/>${found}${wrong}${left}</svg><figcaption>${says}</figcaption></figure>`;
}

function rectangle(
  { x1, y1, x2, y2 }: Corners,
  colour: string,
  says: string,
  isDashed = false,
): Html {
  const dashes = isDashed ? markup(' stroke-dasharray="3 2"') : null;
  const [x, y, width, height] = [x1, y1, x2 - x1, y2 - y1].map(
    (value) => Math.round(value * 10) / 10,
  );
  return html`<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="none" stroke="${colour}"${dashes}><title>${says}</title></rect>`;
}

function models({ state }: DetectionFacts): Section {
  const rows = state.leaderboard.map((row) => [
    row.name,
    row.mAP50,
    row.mAP,
    row.frame,
    row.width,
    row.depth,
    row.learningRate,
    row.epochs,
    row.parameters,
    row.state,
  ]);
  return {
    id: 'models',
    title: 'What was tried',
    blocks: [
      {
        kind: 'table',
        caption:
          'Candidates, the chosen one as it was trained in the end ("detector"), and the baseline',
        head: [
          'name',
          'mAP50',
          'mAP50:95',
          'input',
          'width',
          'depth',
          'learning rate',
          'epochs',
          'parameters',
          'state',
        ],
        rows,
      },
    ],
  };
}

function share(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '–' : value.toFixed(3);
}
