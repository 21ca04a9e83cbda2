/** The words of a column's name in lower case: of `pickupLat`, `pickup_lat` and `Pickup lat` the same two. */
export function nameWords(name: string): readonly string[] {
  return name
    .normalize('NFC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
