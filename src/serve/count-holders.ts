import type { ServedModel } from './served-model.js';

/** Who holds on to a model, and what closes it once nobody does any more. */
export function countHolders(
  close: () => Promise<void>,
): Pick<ServedModel, 'hold' | 'letGo' | 'retire'> {
  let holders = 0;
  let whenFree: (() => void) | undefined;
  return {
    hold: () => {
      holders++;
    },
    letGo: () => {
      holders--;
      if (holders === 0) whenFree?.();
    },
    async retire() {
      if (holders > 0)
        await new Promise<void>((resolve) => {
          whenFree = resolve;
        });
      await close();
    },
  };
}
