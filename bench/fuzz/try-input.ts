import { AutofitError } from '../../src/util/errors.js';
import { randomStream } from '../../src/util/random.js';
import type { OpenTarget } from './target.js';

/** How an input was answered: read, refused as a mistake of the user, or what should not be. */
export type Answer =
  | { readonly kind: 'read' | 'refused' }
  | { readonly kind: 'find'; readonly what: string };

/** What every object has before anything was read. */
const OWN_NAMES = namesOf();

/** The bytes of an input, known by its seed and number. */
export function inputOf(
  target: OpenTarget,
  seed: number,
  name: string,
  number: number,
): Uint8Array {
  return target.input(randomStream(seed, name, number));
}

/** Reads one input. */
export async function tryInput(target: OpenTarget, bytes: Uint8Array): Promise<Answer> {
  const answer = await read(target, bytes);
  if (namesOf() === OWN_NAMES) return answer;
  return { kind: 'find', what: 'all objects have a name more' };
}

async function read(target: OpenTarget, bytes: Uint8Array): Promise<Answer> {
  try {
    await target.read(bytes);
    return { kind: 'read' };
  } catch (thrown) {
    if (thrown instanceof AutofitError) return { kind: 'refused' };
    const what = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    return { kind: 'find', what };
  }
}

function namesOf(): string {
  return [Object, Array, Function, String]
    .map(({ prototype }) => Reflect.ownKeys(prototype).map(String).join())
    .join(' ');
}
