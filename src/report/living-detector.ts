import type { DetectorState } from '../detect/detector-state.js';
import { saveDetector } from '../detect/save-detector.js';
import { base64 } from '../util/base64.js';
import { html, jsonText } from './html.js';
import { DETECTOR_DATA, DETECTOR_PLACE, type DetectorData } from './page/detector-data.js';
import type { Page, PageSection } from './page.js';

/** What a living detector is made of. */
export interface LivingDetectorInput {
  readonly state: DetectorState;
  /** The page's program, bundled, behind what reads pictures. */
  readonly client: string;
  /** The name of the model file. */
  readonly file: string;
}

/** A section for a page, with what it carries. */
export interface LivingDetector extends Required<Pick<Page, 'data' | 'scripts' | 'styles'>> {
  readonly section: PageSection;
}

/** Larger models are asked for. */
const MOST_BYTES = 8 * 2 ** 20;

const STYLE =
  '.drop{padding:1rem;border:2px dashed var(--grid);border-radius:.3rem;display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:center}.drop.over{border-color:var(--accent)}' +
  '.least{display:flex;flex-wrap:wrap;gap:.3rem .8rem;align-items:center}.least input{flex:0 1 16rem;min-width:8rem}' +
  '.seen{position:relative;margin:.5rem 0 1rem}.seen canvas{display:block;width:100%;height:auto;border-radius:.2rem}' +
  '.seen svg{position:absolute;inset:0;width:100%;height:100%}.seen text{paint-order:stroke;stroke:#000;stroke-opacity:.7;font-weight:600}';

/** A field for a picture, whose boxes are found in the page. */
export async function livingDetector(
  { state, client, file }: LivingDetectorInput,
  mostBytes = MOST_BYTES,
): Promise<LivingDetector> {
  const bytes = await saveDetector(state);
  const isInlined = bytes.length <= mostBytes;
  const carried: DetectorData = { model: isInlined ? base64(bytes) : null, file };
  const says = isInlined
    ? 'The detector answers here, in this page: pictures are sent nowhere.'
    : 'The model file is not in this page: it is too large. Choose it, and it answers here: pictures are sent nowhere.';
  return {
    section: {
      id: 'try',
      title: 'Try it',
      body: html`<p>${says}</p><div id="${DETECTOR_PLACE}"><noscript>It needs JavaScript.</noscript></div>`,
    },
    data: { [DETECTOR_DATA]: jsonText(carried) },
    scripts: [client],
    styles: [STYLE],
  };
}
