/** Spellings of currencies by ISO 4217; those of a code are one currency. */
const SPELLINGS: Readonly<Record<string, string>> = {
  USD: '$ us$ u$s $us',
  EUR: '€ euro euros',
  GBP: '£',
  JPY: '¥ 円 jp¥',
  INR: '₹ rs rs. ₨ re.',
  BRL: 'r$',
  AUD: 'a$ au$',
  CAD: 'c$ ca$ can$',
  NZD: 'nz$',
  HKD: 'hk$',
  SGD: 's$ sg$',
  TWD: 'nt$',
  MXN: 'mx$ mex$',
  CLP: 'clp$',
  ARS: 'ar$',
  COP: 'col$',
  CNY: 'cn¥ rmb 元 人民币',
  PLN: 'zł zl',
  SEK: 'kr kr. skr',
  CZK: 'kč kc',
  RON: 'lei leu',
  CHF: 'fr. sfr sfr.',
  TRY: '₺ tl',
  VND: '₫ đ',
  THB: '฿ baht',
  PHP: '₱',
  NGN: '₦',
  ILS: '₪',
  UAH: '₴ грн грн.',
  RUB: '₽ руб руб. р.',
  KRW: '₩ 원',
  KZT: '₸',
  GEL: '₾',
  CRC: '₡',
  PYG: '₲',
  GHS: '₵',
  MNT: '₮',
  LAK: '₭',
  AZN: '₼',
  BTC: '₿ btc',
  PEN: 's/ s/.',
  MYR: 'rm',
  IDR: 'rp rp.',
  BGN: 'лв лв.',
  BOB: 'bs bs.',
};
/** Codes that are read in any case of letters. */
const COMMON =
  'USD EUR GBP JPY INR BRL AUD CAD NZD HKD SGD CNY PLN SEK NOK DKK CZK HUF CHF KRW RUB ZAR MXN THB';
/** Without those that are English words, of the least currencies: TOP 10 is no money. */
const RARE = [
  'AED AFN AMD ANG AOA ARS AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BSD BTN BWP BYN BZD CDF CLP COP CRC',
  'CVE DJF DOP DZD EGP ERN ETB FJD FKP GEL GHS GIP GMD GNF GTQ GYD HNL HRK HTG IDR ILS IQD IRR ISK JMD JOD',
  'KES KGS KHR KMF KPW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MYR MZN',
  'NAD NGN NIO NPR OMR PAB PEN PGK PHP PKR PYG QAR RON RSD RWF SAR SBD SCR SDG SHP SLE SRD SSP STN SVC SYP',
  'SZL TJS TMT TND TRY TTD TWD TZS UAH UGX UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZMW BTC',
].join(' ');

/** These have no cents, or write points before thousands and few cents. */
const WITHOUT_CENTS: ReadonlySet<string> = new Set(
  'IDR VND CLP COP PYG JPY KRW ISK UGX RWF XAF XOF XPF'.split(' '),
);
/** Those who use these write a comma before cents, mostly. */
const WITH_COMMAS: ReadonlySet<string> = new Set(
  'EUR BRL PLN SEK NOK DKK CZK RON RUB UAH TRY ARS BGN HUF'.split(' '),
);

/** Currencies by ISO 4217, in capitals. */
export const CURRENCY_CODES: ReadonlySet<string> = new Set(`${COMMON} ${RARE}`.split(' '));
/** Names of currencies that in another case are words or units. */
export const CURRENCIES_AS_WRITTEN: ReadonlyMap<string, string> = new Map([['Ft', 'HUF']]);
/** The sign of the rand, before a blank: a letter that alone is no currency's name. */
export const RAND = 'R';
/** The currencies of names in small letters. */
export const CURRENCY_NAMES: ReadonlyMap<string, string> = new Map([
  ...COMMON.split(' ').map((code) => [code.toLowerCase(), code] as const),
  ...Object.entries(SPELLINGS).flatMap(([code, names]) =>
    names.split(' ').map((name) => [name, code] as const),
  ),
]);

/** Which currency a text names, by its ISO 4217 code; undefined for what is none. */
export function currencyCode(text: string): string | undefined {
  if (text === '') return undefined;
  if (text.length === 4 && text.endsWith('$'))
    return currencyCode(text.slice(0, 3)) ?? CURRENCY_NAMES.get(text.toLowerCase());
  if (CURRENCY_CODES.has(text)) return text;
  return CURRENCIES_AS_WRITTEN.get(text) ?? CURRENCY_NAMES.get(text.toLowerCase());
}

/** Whether a currency has no cents in practice, so that three digits behind a mark are of thousands. */
export function isWithoutCents(text: string): boolean {
  return WITHOUT_CENTS.has(currencyCode(text) ?? '');
}

/** Whether a comma in such money may as well stand before cents. */
export function mayHaveCommas(text: string): boolean {
  return WITH_COMMAS.has(currencyCode(text) ?? '');
}
