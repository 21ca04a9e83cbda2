import { countOf } from '../util/count-of.js';
import { html } from './html.js';
import { type LivingDetectorInput, livingDetector } from './living-detector.js';
import { type PageSection, pageText } from './page.js';

/** How a service that finds boxes is asked. */
const USE: PageSection = {
  id: 'use',
  title: 'Ask it',
  body: html`<p>Send a picture as the file <code>image</code> of a form to <code>/predict</code>, or as base64 in JSON; <a href="/openapi.json">openapi.json</a> says how.</p><pre tabindex="0">curl -F 'image=@picture.jpg' http://this-address/predict</pre><p>It answers <code>boxes</code>, the surest first: label, score, and edges in pixels from the left and the top.</p>`,
};

/** A page with a detector in it, and where it is served how it is asked. */
export async function detectorPage(
  input: LivingDetectorInput,
  { isServed }: { readonly isServed: boolean },
): Promise<string> {
  const { classes, pictures, validation } = input.state;
  const { section, ...carried } = await livingDetector(input);
  return pageText({
    title: 'Finding boxes on pictures',
    lead: [
      `A detector of ${classes.join(', ')}, trained on ${countOf(pictures, 'picture')}; mAP50 ${validation.mAP50.toFixed(3)} on pictures that it was not trained on.`,
      'This page contains the detector, and no picture of the training data.',
    ],
    sections: isServed ? [section, USE] : [section],
    ...carried,
  });
}
