const ORIENTATION = 0x0112;
const SHORT = 3;
const ENTRY_BYTES = 12;

/** The orientation, 1 to 8, that Exif data say (TIFF 6.0, Exif 2.32); undefined where they say none that can be read. */
export function exifOrientation(exif: Uint8Array): number | undefined {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  if (view.byteLength < 8) return undefined;
  const order = view.getUint16(0);
  const little = order === 0x4949;
  if ((!little && order !== 0x4d4d) || view.getUint16(2, little) !== 42) return undefined;
  const first = view.getUint32(4, little);
  if (first + 2 > view.byteLength) return undefined;
  const entries = view.getUint16(first, little);
  for (let entry = 0; entry < entries; entry++) {
    const place = first + 2 + entry * ENTRY_BYTES;
    if (place + ENTRY_BYTES > view.byteLength) return undefined;
    if (view.getUint16(place, little) !== ORIENTATION) continue;
    const value = view.getUint16(place + 8, little);
    return view.getUint16(place + 2, little) === SHORT && value >= 1 && value <= 8
      ? value
      : undefined;
  }
  return undefined;
}
