import type { NativeZlib } from '../util/native-zlib.js';
import { damagedPicture } from './bad-picture.js';

const MORE = 'it has more pixels than it says';
/** Bytes unpacked at a time where it is done here: each may become a thousand. */
const STEP = 1 << 14;

/** Gives what bytes of zlib unfold to, part by part; throws an AutofitError for more than so many, and for damage. */
export async function unpackZlib(
  packed: Uint8Array,
  most: number,
  native: NativeZlib | undefined,
  take: (bytes: Uint8Array) => void,
): Promise<void> {
  // Thrice as fast.
  if (native) take(unpackedNatively(packed, most, native));
  else await unpackHere(packed, most, take);
}

function unpackedNatively(packed: Uint8Array, most: number, native: NativeZlib): Uint8Array {
  try {
    const chunkSize = Math.max(64, Math.min(most, 1 << 20));
    return native.inflateSync(packed, { maxOutputLength: most, chunkSize });
  } catch (thrown) {
    const { code } = thrown as { readonly code?: unknown };
    if (code === 'ERR_BUFFER_TOO_LARGE') throw damagedPicture(MORE);
    throw damageOr(thrown, typeof code === 'string' && code.startsWith('Z_'));
  }
}

async function unpackHere(
  packed: Uint8Array,
  most: number,
  take: (bytes: Uint8Array) => void,
): Promise<void> {
  const { Unzlib } = await import('fflate');
  let length = 0;
  const inflate = new Unzlib((bytes) => {
    length += bytes.length;
    if (length > most) throw damagedPicture(MORE);
    take(bytes);
  });
  try {
    for (let from = 0; from < packed.length || from === 0; from += STEP) {
      inflate.push(packed.subarray(from, from + STEP), from + STEP >= packed.length);
    }
  } catch (thrown) {
    // Its errors alone have numbers.
    throw damageOr(thrown, typeof (thrown as { readonly code?: unknown }).code === 'number');
  }
}

function damageOr(thrown: unknown, isDamage: boolean): unknown {
  return isDamage ? damagedPicture('its pixels cannot be unpacked') : thrown;
}
