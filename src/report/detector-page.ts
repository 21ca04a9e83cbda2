import type { DetectorState } from '../detect/detector-state.js';
import { countOf } from '../util/count-of.js';
import { html } from './html.js';
import { pageText } from './page.js';

/** What a service that finds boxes says of itself, for people. */
export function detectorPage({ classes, pictures, validation }: DetectorState): Promise<string> {
  const names = classes.join(', ');
  const body = html`<p>Send a picture as the file <code>image</code> of a form to <code>/predict</code>, or as base64 in JSON; <a href="/openapi.json">openapi.json</a> says how.</p><pre tabindex="0">curl -F 'image=@picture.jpg' http://this-address/predict</pre><p>It answers <code>boxes</code>, the surest first: label, score, and edges in pixels from the left and the top.</p>`;
  return pageText({
    title: 'Finding boxes on pictures',
    lead: [
      `A detector of ${names}, trained on ${countOf(pictures, 'picture')}; mAP50 ${validation.mAP50.toFixed(3)} on pictures that it was not trained on.`,
    ],
    sections: [{ id: 'use', title: 'Ask it', body }],
  });
}
