import { AutofitError } from '../util/errors.js';
import { outOfMemory } from '../util/out-of-memory.js';

const SUBJECT = 'The picture';
export const CUT_OFF = 'is cut off: copy or download it again';

/** The mistake of a picture that cannot be read; the fault says what it is and what to do, as in `is cut off: copy it again`. */
export function badPicture(fault: string): AutofitError {
  return new AutofitError('BAD_PICTURE', `${SUBJECT} ${fault}.`);
}

/** The mistake of bytes that contradict their format. */
export function damagedPicture(what: string): AutofitError {
  return badPicture(`is damaged (${what}): save or download it again`);
}

/** Parts of a file: none that a program writes has more, and the memory for many would be large. */
const MOST_PARTS = 100_000;

/** Throws an AutofitError for a file of so many parts as are made to exhaust whoever reads it. */
export function checkParts(parts: number): void {
  if (parts > MOST_PARTS) throw damagedPicture('it has more parts than any program writes');
}

/** Codes of mistakes that are about a single picture. */
const OF_ONE = ['BAD_PICTURE', 'NO_PICTURE'];

/**
 * What a mistake says of its picture, to stand behind a name: `a.jpg is cut off: …`. Throws what was thrown where it is not
 * about a single picture.
 */
export function pictureFault(thrown: unknown): string {
  if (!(thrown instanceof AutofitError && OF_ONE.includes(thrown.code))) throw outOfMemory(thrown);
  const subject = `${thrown.place.file ?? SUBJECT} `;
  const said = thrown.message.replace(/\.$/, '');
  return said.startsWith(subject) ? said.slice(subject.length) : said;
}
