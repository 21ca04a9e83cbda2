import { waiting } from './studio-state.js';

/** Gives the focus back to the control that had it before all were disabled for a while. */
export function keepFocus(): void {
  let before: Element | null = null;
  waiting.subscribe((what) => {
    if (what !== undefined) {
      before ??= document.activeElement;
      return;
    }
    const own = before;
    before = null;
    if (!(own instanceof HTMLElement) || own === document.body) return;
    // Once it is enabled again.
    setTimeout(() => {
      const isLost = document.activeElement === document.body || document.activeElement === null;
      // A mistake that is shown by now stays in sight.
      if (isLost && own.isConnected) own.focus({ preventScroll: true });
    }, 50);
  });
}
