import type { StudioData } from '../studio-calls.js';
import { DropZone } from './drop-zone.js';
import { lookAt } from './look-at.js';
import { RunsView } from './runs-view.js';
import { isBusy } from './studio-state.js';
import { texts } from './texts.js';
import type { ViewProps } from './view-props.js';

/** Where a file comes in: dropped, chosen, or an example. */
export function SourceView({ calls }: ViewProps) {
  const take = (data: StudioData, label?: string) => void lookAt(calls, data, label);
  const { given } = calls;
  return (
    <>
      <p class="lead">{texts.lead}</p>
      {given && given.kind === 'given' && (
        <p>
          <button type="button" class="main" disabled={isBusy.value} onClick={() => take(given)}>
            {texts.data.given} {given.name}
          </button>
        </p>
      )}
      <DropZone says={texts.data.drop} onFiles={(files) => take({ kind: 'files', files })} />
      <h2>{texts.data.examples}</h2>
      <ul class="examples">
        {calls.examples.map(({ name, about, label }) => (
          <li key={name}>
            <button
              type="button"
              disabled={isBusy.value}
              onClick={() => take({ kind: 'example', name }, label)}
            >
              {about}
            </button>
          </li>
        ))}
      </ul>
      <RunsView calls={calls} />
    </>
  );
}
