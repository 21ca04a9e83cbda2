import { cleanText } from '../util/clean-text.js';

/** The part of a code that many have in common. */
export const CODE_PARTS = [
  'domain',
  'host',
  'subnet',
  'country',
  'letters',
  'segment',
  'digits',
] as const;
export type CodePart = (typeof CODE_PARTS)[number];

const PATTERNS: Readonly<Record<CodePart, RegExp>> = {
  domain: /^[^@\s]+@([\w-]+(?:\.[\w-]+)+)$/,
  host: /^(?:[a-z][a-z+.-]*:\/\/|www\.)(?:[^/@]*@)?(?:www\.)?([\w-]+(?:\.[\w-]+)+)(?:[/:?#]\S*)?$/i,
  subnet: /^(\d{1,3}\.\d{1,3})\.\d{1,3}\.\d{1,3}$/,
  country: /^(\+\d{1,3})[\s().-][\d\s().-]+$/,
  letters: /^(\p{L}{1,6})[\s/_.#-]?\d[\d\s/_.#-]*$/u,
  segment: /^([^\s/_.:#-]+)[/_.:#-]\S*$/,
  digits: /^(\d\d)\d+$/,
};

/** What the part of a code is called, for people. */
export const PART_NAMES: Readonly<Record<CodePart, string>> = {
  domain: 'what stands behind the @',
  host: 'the host',
  subnet: 'the first two numbers of the address',
  country: 'the country code',
  letters: 'the letters before the digits',
  segment: 'what stands before the first separator',
  digits: 'the first two digits',
};

/** Gives that part of a trimmed cell, in lower case where case says nothing; undefined for one that has none. */
export function partReader(part: CodePart): (cell: string) => string | undefined {
  const pattern = PATTERNS[part];
  const isAnyCase = part === 'domain' || part === 'host';
  return (cell) => {
    const found = pattern.exec(cell)?.[1];
    return found === undefined ? undefined : cleanText(isAnyCase ? found.toLowerCase() : found);
  };
}
