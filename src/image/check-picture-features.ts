/** Throws where what a file holds as learned of pictures has arrays of other lengths than belong together. */
export function checkPictureFeatures(stored: unknown): void {
  if (!holds(stored)) throw new Error('what it learned of pictures is damaged');
}

function holds(stored: unknown): boolean {
  const { hog, patches, components, axes, offset } = recordOf(stored);
  const { cell, bins } = recordOf(hog);
  const { side, shape, centres, filters, bias } = recordOf(patches);
  const { size, stride, channels } = recordOf(shape);
  const counts = [cell, bins, side, size, stride].every(isCount);
  if (!counts || ![centres, components].every(isCountOrNone)) return false;
  const values = Number(size) * Number(size) * Number(channels);
  return (
    Number(size) <= Number(side) &&
    (channels === 1 || channels === 3) &&
    hasLength(filters, values * Number(centres)) &&
    hasLength(bias, Number(centres)) &&
    hasLength(offset, Number(components)) &&
    axes instanceof Float32Array &&
    (Number(components) === 0 ? axes.length === 0 : axes.length % Number(components) === 0)
  );
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function isCountOrNone(value: unknown): boolean {
  return value === 0 || isCount(value);
}

function hasLength(value: unknown, length: number): boolean {
  return value instanceof Float32Array && value.length === length;
}
