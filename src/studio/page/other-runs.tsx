import {
  atHand,
  ended,
  follow,
  followed,
  isBusy,
  isShown,
  queue,
  waitFor,
} from './studio-state.js';
import { texts } from './texts.js';
import type { ViewProps } from './view-props.js';

/** Runs that are not what the page shows: the one that goes on, and those that wait for its end. */
export function OtherRuns({ calls }: ViewProps) {
  const own = atHand.value;
  const isElsewhere = own !== undefined && ended.value?.run !== own.run && !isShown(own.run);
  if (!isElsewhere && queue.value.length === 0) return null;
  const drop = (run: string) => void waitFor(texts.queue.drop, () => calls.stop(run));
  return (
    <section class="attention" aria-label={texts.queue.title} aria-live="polite">
      <ul>
        {isElsewhere && (
          <li>
            {texts.queue.goesOn(own.data)}{' '}
            <button type="button" disabled={isBusy.value} onClick={() => follow(own.run)}>
              {texts.queue.show}
            </button>
          </li>
        )}
        {queue.value.map(({ run, data }) => (
          <li key={run}>
            {run === followed.value
              ? texts.queue.waits(data, own?.data)
              : texts.queue.otherWaits(data)}{' '}
            <button type="button" disabled={isBusy.value} onClick={() => drop(run)}>
              {texts.queue.drop}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
