/** The kinds of the options of reading, by `typeof`. */
export const READING_KINDS = {
  force: ['boolean'],
  delimiter: ['string'],
  quote: ['string'],
  sheet: ['string', 'number'],
  images: ['string'],
  onProgress: ['function'],
} as const;
