/** Each value once, in the order in which they are met. */
export interface Distinct<Value> {
  readonly values: readonly Value[];
  /** How often each is there. */
  readonly times: Int32Array;
  /** Which of them each of the given ones is. */
  readonly placeOf: Int32Array;
}

export function distinct<Value>(x: ArrayLike<Value>): Distinct<Value> {
  const places = new Map<Value, number>();
  const placeOf = Int32Array.from(x, (value) => {
    const place = places.get(value) ?? places.size;
    places.set(value, place);
    return place;
  });
  const times = new Int32Array(places.size);
  for (const place of placeOf) times[place] = (times[place] ?? 0) + 1;
  return { values: [...places.keys()], times, placeOf };
}
