import { TARGETS } from './targets.js';
import { inputOf, tryInput } from './try-input.js';

/** What the parent is told: an input begins, is answered. */
export type ChildMessage =
  | { readonly kind: 'open' }
  | { readonly kind: 'begin'; readonly number: number }
  | { readonly kind: 'read' | 'refused'; readonly megabytes: number }
  | {
      readonly kind: 'find';
      readonly what: string;
      readonly bytes: string;
      readonly megabytes: number;
    };

const [name = '', seed = '0', from = '0'] = process.argv.slice(2);
const target = TARGETS.find((own) => own.name === name);
if (!target) throw new Error(`there is no target "${name}"`);
const opened = await target.open();
tell({ kind: 'open' });
for (let number = Number(from); ; number++) {
  tell({ kind: 'begin', number });
  const bytes = inputOf(opened, Number(seed), name, number);
  const before = process.resourceUsage().maxRSS;
  const answer = await tryInput(opened, bytes);
  const megabytes = (process.resourceUsage().maxRSS - before) / 1024;
  const own = answer.kind === 'find' ? { bytes: Buffer.from(bytes).toString('base64') } : {};
  tell({ ...answer, ...own, megabytes } as ChildMessage);
  // So that signals are heard.
  await new Promise((resolve) => setImmediate(resolve));
}

function tell(message: ChildMessage): void {
  process.send?.(message);
}
