import { AutofitError } from './errors.js';

const FACTORS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };

/** Bytes of a size such as `800m`, `4g`, `1.5 GB` or a plain number of bytes; its units are powers of 1,000. */
export function parseByteSize(value: string | number): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?)b?$/i.exec(String(value).trim());
  const bytes = Math.floor(Number(match?.[1]) * (FACTORS[(match?.[2] ?? '').toLowerCase()] ?? 1));
  if (match && bytes > 0 && Number.isFinite(bytes)) return bytes;
  throw new AutofitError('BAD_SIZE', `"${value}" is no size in bytes.`, {
    hint: 'Write it as 800m, 4g or 1.5g.',
  });
}
