/** Hours from UTC by the usual short names of zones. */
const HOURS: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 1,
  CET: 1,
  CEST: 2,
  MEZ: 1,
  MESZ: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  TRT: 3,
  SAST: 2,
  WAT: 1,
  EAT: 3,
  PKT: 5,
  WIB: 7,
  ICT: 7,
  HKT: 8,
  SGT: 8,
  AWST: 8,
  JST: 9,
  KST: 9,
  ACST: 9.5,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
  BRT: -3,
  ART: -3,
  EST: -5,
  EDT: -4,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
  AKST: -9,
  AKDT: -8,
  HST: -10,
};
/** Names that several countries use: the hours of the one that is meant most, and which that is. */
const SHARED: Readonly<Record<string, readonly [hours: number, whose: string]>> = {
  IST: [5.5, 'India'],
  CST: [-6, 'North America'],
  BST: [1, 'Britain'],
  AST: [-4, 'the Atlantic provinces'],
};

/** Hours from UTC by all names in capitals. */
export const ZONE_HOURS: ReadonlyMap<string, number> = new Map([
  ...Object.entries(HOURS),
  ...Object.entries(SHARED).map(([name, [hours]]) => [name, hours] as const),
]);

/** Hours from UTC; undefined for a name that is none. */
export function zoneHours(name: string): number | undefined {
  return ZONE_HOURS.get(name.toUpperCase());
}

/** What a name that several countries use is taken for, for people. */
export function sharedZone(name: string): string | undefined {
  const own = SHARED[name.toUpperCase()];
  if (!own) return undefined;
  const [hours, whose] = own;
  return `${name} is taken for that of ${whose}, ${Math.abs(hours)} hours ${hours < 0 ? 'behind' : 'before'} UTC`;
}
