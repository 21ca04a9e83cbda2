/**
 * Units that measure the same, with the whole number of a least unit that each is, and their spellings, its own name first.
 * Those with large letters are written just so.
 */
const FAMILIES = {
  time: [
    [1, 'ms msec msecs millisecond milliseconds'],
    [1000, 's sec secs second seconds sek sekunden'],
    [60_000, 'min mins minute minutes minuten m'],
    [3_600_000, 'h hr hrs hour hours std stunde stunden'],
    [86_400_000, 'd day days tag tage tagen days_old day_old'],
    [604_800_000, 'w wk wks week weeks woche wochen weeks_old week_old'],
    // A mean month and year of the Julian calendar.
    [2_629_800_000, 'months month mo mos mth mths mon monat monate months_old month_old'],
    [31_557_600_000, 'years year yr yrs y jahr jahre years_old year_old yrs_old'],
  ],
  // In tenths of a millionth of a millimetre, of which an inch has whole ones.
  length: [
    [10, 'nm nanometer nanometre nanometers nanometres'],
    [10_000, 'µm μm um micron microns'],
    [10_000_000, 'mm millimeter millimetre millimeters millimetres'],
    [100_000_000, 'cm centimeter centimetre centimeters centimetres'],
    [1_000_000_000, 'dm'],
    [10_000_000_000, 'm meter metre meters metres'],
    [10_000_000_000_000, 'km kms kilometer kilometre kilometers kilometres'],
    [254_000_000, "in inch inches \" ″ ” ''"],
    [3_048_000_000, "ft feet foot ' ′ ’"],
    [9_144_000_000, 'yd yds yard yards'],
    [16_093_440_000_000, 'mi mile miles'],
    [18_520_000_000_000, 'nmi NM nautical_mile nautical_miles'],
  ],
  // In tenths of a millionth of a gram and less, so that an ounce is whole.
  mass: [
    [100, 'µg μg ug mcg microgram micrograms'],
    [100_000, 'mg milligram milligrams'],
    [100_000_000, 'g gr gm gms gram grams gramm'],
    [100_000_000_000, 'kg kgs kilo kilos kilogram kilograms'],
    [100_000_000_000_000, 't ton tons tonne tonnes Mg'],
    [2_834_952_312.5, 'oz ounce ounces'],
    [45_359_237_000, 'lb lbs pound pounds'],
    [635_029_318_000, 'st stone stones'],
  ],
  volume: [
    [1, 'ml cc ccm cm³ cm3 milliliter millilitre milliliters millilitres'],
    [10, 'cl'],
    [100, 'dl'],
    [1000, 'l lt ltr ltrs liter litre liters litres'],
    [100_000, 'hl'],
    [1e6, 'm³ m3 cbm'],
  ],
  data: [
    [1, 'b byte bytes'],
    [125, 'Kb'],
    [1000, 'kb'],
    [125_000, 'Mb'],
    [1e6, 'mb'],
    [125e6, 'Gb'],
    [1e9, 'gb'],
    [125e9, 'Tb'],
    [1e12, 'tb'],
    [1024, 'kib'],
    [1_048_576, 'mib'],
    [1_073_741_824, 'gib'],
    [1_099_511_627_776, 'tib'],
  ],
  // In thousandths.
  frequency: [
    [1, 'mHz'],
    [1000, 'hz'],
    [1e6, 'khz'],
    [1e9, 'mhz'],
    [1e12, 'ghz'],
  ],
  power: [
    [1, 'mW'],
    [1000, 'w watt watts'],
    [1e6, 'kw'],
    [1e9, 'mw'],
    [1e12, 'gw'],
  ],
  // In square centimetres of a hundred parts, of which a square foot has whole ones.
  area: [
    [100_000_000, 'm² m2 sqm sq.m sq.m. sq_m'],
    [
      9_290_304,
      'ft² ft2 sqft sq.ft sq.ft. sq_ft sf square_feet square_foot sq.feet sq_feet sq._ft.',
    ],
    [100_000_000_000_000, 'km² km2 sqkm sq_km'],
    [1_000_000_000_000, 'ha hectare hectares'],
    [404_685_642_240, 'acre acres ac'],
    [83_612_736, 'sq_yd sqyd sq_yds sq.yd. sq._yards sq_yards'],
  ],
  // In parts of a metre per second of which all others have whole ones.
  speed: [
    [3_600_000, 'm/s mps'],
    [1_000_000, 'km/h kmh kph kmph km/hr'],
    [1_609_344, 'mph mi/h'],
    [1_852_000, 'kn knots knot kts kt'],
    [1_097_280, 'ft/s fps'],
  ],
  // In thousandths of a pascal.
  pressure: [
    [1000, 'pa pascal'],
    [100_000, 'hpa mbar millibar'],
    [1_000_000, 'kpa'],
    [100_000_000, 'bar'],
    [100_000_000_000_000, 'Mbar'],
    [101_325_000, 'atm'],
    [133_322, 'mmhg torr'],
    [6_894_757, 'psi'],
    [3_386_389, 'inhg'],
  ],
  // In ninths of a degree Celsius.
  temperature: [
    [9, '°c ℃ celsius degc deg_c'],
    [5, '°f ℉ fahrenheit degf deg_f'],
    [9, '°k kelvin'],
  ],
} as const satisfies Readonly<Record<string, readonly (readonly [number, string])[]>>;

/** What a unit shows at the freezing point of water, where that is not 0. */
const ZEROS: ReadonlyMap<string, number> = new Map([
  ['°f', 32],
  ['°k', 273.15],
]);

/** Units that can be turned into each other. */
export type UnitFamily = keyof typeof FAMILIES;

/** A unit of a family. */
export interface Unit {
  readonly family: UnitFamily;
  /** How many of the family's least unit it is. */
  readonly size: number;
  readonly name: string;
  /** What it shows where the family begins to count: 32 of °F, where °C is 0. */
  readonly zero: number;
}

/** What each spelling of a unit may be. */
export const UNITS: ReadonlyMap<string, readonly Unit[]> = byName();

const NONE: readonly Unit[] = [];

/**
 * What a unit may be: `m` is a length and, between times, minutes. Case tells where it is that of another size (`mW`, `Mb`),
 * and nothing elsewhere.
 */
export function unitsNamed(text: string): readonly Unit[] {
  return UNITS.get(text) ?? UNITS.get(undotted(text)) ?? UNITS.get(unitKey(text)) ?? NONE;
}

/** Whether two spellings of one unit are of one size too, which `mW` and `MW` are not. */
export function isSameSize(a: string, b: string): boolean {
  return unitsNamed(a) === unitsNamed(b);
}

/** The unit of a family that has this name. */
export function unitOf(text: string, family: UnitFamily): Unit | undefined {
  return unitsNamed(text).find((unit) => unit.family === family);
}

/** The unit of a family, where an `m` may be a month. */
export function unitAmong(text: string, family: UnitFamily, months = false): Unit | undefined {
  return unitOf(months && family === 'time' && unitKey(text) === 'm' ? 'months' : text, family);
}

/** What two spellings of one unit have in common: `baths` and `Bath` are one. */
export function unitKey(text: string): string {
  const key = text.toLowerCase().replace(/\s+/g, '_');
  if (UNITS.has(key) || key.length < 3) return key;
  const bare = undotted(key);
  return bare.length > 3 && !UNITS.has(bare) ? bare.replace(/s$/, '') : bare;
}

/** An abbreviation without the dot behind it, of which a single letter is none. */
export function undotted(text: string): string {
  return text.length > 2 && text.endsWith('.') ? text.slice(0, -1) : text;
}

function byName(): ReadonlyMap<string, readonly Unit[]> {
  const units = new Map<string, Unit[]>();
  for (const [family, members] of Object.entries(FAMILIES)) {
    for (const [size, spellings] of members) {
      const names = spellings.split(' ');
      const [name = ''] = names;
      const unit = { family: family as UnitFamily, size, name, zero: ZEROS.get(name) ?? 0 };
      for (const own of names) units.set(own, [...(units.get(own) ?? []), unit]);
    }
  }
  return units;
}
