import { keepingRows } from '../models/keeps-rows.js';
import type { PredictorState } from '../predictor/predictor-state.js';
import { saveState } from '../predictor/save-state.js';
import { featureColumns } from '../schema/schema.js';
import { compactTexts } from '../table/compact-texts.js';
import type { Table } from '../table/table.js';
import { takeRows } from '../table/take-rows.js';
import { base64 } from '../util/base64.js';
import { countOf } from '../util/count-of.js';
import { encodePacked } from '../util/packed-file.js';
import { permutation, randomStream } from '../util/random.js';
import type { Contained } from './contains-text.js';
import { html, jsonText } from './html.js';
import { LIVING_STYLE } from './living-style.js';
import { LIVING_DATA, LIVING_PLACE, type LivingData, PAGE_BACKGROUND } from './page/living-data.js';
import type { Page, PageSection } from './page.js';

/** What a living model is made of. */
export interface LivingInput {
  readonly state: PredictorState;
  /** The page's program, bundled. */
  readonly client: string;
  /** The name of the model file. */
  readonly file: string;
  /** Training rows that answers may be compared with; undefined where the page may hold none. */
  readonly rows: Table | undefined;
}

/** A section for a page, with what it carries, and what it says of itself. */
export interface LivingPart extends Required<Pick<Page, 'data' | 'scripts' | 'styles'>> {
  readonly section: PageSection;
  readonly contains: Omit<Contained, 'worst' | 'drawn' | 'pictures'>;
}

/** Larger models are asked for. */
const MOST_BYTES = 8 * 2 ** 20;
const BACKGROUND_ROWS = 40;

/** A form for one row that is answered in the page. */
export async function livingPart(
  { state, client, file, rows }: LivingInput,
  mostBytes = MOST_BYTES,
): Promise<LivingPart> {
  const bytes = await saveState(state);
  const background = rows && sampled(rows, state.seed);
  const mayHold = rows !== undefined || !holdsRows(state);
  const isInlined = mayHold && bytes.length <= mostBytes;
  const carried: LivingData = {
    model: isInlined ? base64(bytes) : null,
    file,
    background: background ? base64(await encodePacked(PAGE_BACKGROUND, background)) : null,
  };
  const fields = featureColumns(state.schema).length;
  const says = isInlined
    ? `The model answers here, in this page: nothing is sent anywhere. Change ${fields === 1 ? 'its field' : `one of ${countOf(fields, 'field')}`}, and the answer follows.`
    : `The model file is not in this page${mayHold ? ': it is too large' : ''}. Choose it, and it answers here: nothing is sent anywhere.`;
  return {
    section: {
      id: 'try',
      title: 'Try it',
      body: html`<p>${says}</p><div id="${LIVING_PLACE}"><noscript>It needs JavaScript.</noscript></div>`,
    },
    contains: {
      compared: background?.rows ?? 0,
      comparesPictures: background?.columns.some(({ kind }) => kind === 'image') ?? false,
      hasModel: isInlined,
      modelHoldsRows: holdsRows(state),
    },
    data: { [LIVING_DATA]: jsonText(carried) },
    scripts: [client],
    styles: [LIVING_STYLE],
  };
}

/** Neighbours are the rows themselves, as numbers. */
function holdsRows({ members }: PredictorState): boolean {
  return keepingRows(members.map(({ family }) => family)) !== undefined;
}

/** Some rows, without their labels. */
function sampled({ kind, rows, columns }: Table, seed: number): Table {
  const drawn = permutation(randomStream(seed, 'page-rows'), rows).slice(0, BACKGROUND_ROWS).sort();
  return compactTexts(takeRows({ kind, rows, columns, target: undefined }, drawn, plain));
}

function plain(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes);
}
