import { readFileSync } from 'node:fs';

/** What test/reference/pillow-pictures.py writes; bytes are base64. */
export interface PillowPictures {
  readonly cases: readonly PillowCase[];
  readonly others: Readonly<Record<'CMYK' | 'TIFF', string>>;
  readonly source: { readonly width: number; readonly height: number; readonly pixels: string };
  readonly resized: readonly {
    readonly name: string;
    readonly width: number;
    readonly height: number;
    readonly values: readonly number[];
  }[];
}

export interface PillowCase {
  readonly name: string;
  readonly tolerance: number;
  readonly width: number;
  readonly height: number;
  readonly file: string;
  readonly pixels: string;
}

export const pillow = JSON.parse(
  readFileSync('test/reference/pillow-pictures.json', 'utf8'),
) as PillowPictures;

/** The file of a case, as memory of its own. */
export function fileOf(name: string): Uint8Array {
  const found = pillow.cases.find((own) => own.name === name);
  if (!found) throw new Error(`no case ${name}`);
  return bytesOf(found.file);
}

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}

/** The largest difference of two pictures. */
export function farthest(pixels: Uint8Array, others: Uint8Array): number {
  if (pixels.length !== others.length) return Number.POSITIVE_INFINITY;
  return pixels.reduce(
    (most, value, place) => Math.max(most, Math.abs(value - (others[place] ?? 0))),
    0,
  );
}
