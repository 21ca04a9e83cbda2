import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { checkText } from '../util/check-arguments.js';
import { checkFilePlace } from '../util/check-file-place.js';
import { AutofitError } from '../util/errors.js';

const PAGE = /\.html?$/i;

/** What a page's own files begin with; a file that is empty is nobody's. */
const BEGINNINGS = {
  page: /^\s*(?:<!doctype html|<html|$)/i,
  json: /^\s*(?:\{\s*"kind":\s*"autofit-report"|$)/,
  markdown: /^\s*(?:# Predicting |$)/,
} as const;

/** The files of a page, and those that stand beside it. */
export interface PageFiles {
  readonly page: string;
  readonly json: string;
  readonly markdown: string;
}

/** What stands beside a page is named as it is. */
export function pageFiles(page: string): PageFiles {
  const stem = page.replace(PAGE, '');
  return { page, json: `${stem}.json`, markdown: `${stem}.md` };
}

/** Throws an AutofitError where a page cannot be written, or would be written over what is none, before the work for it is done. */
export function checkPagePlace(out: string): void {
  checkText('out', out, 'the path of a page');
  if (!PAGE.test(out)) {
    throw new AutofitError('BAD_OPTION', `A page is written to a file of HTML, not to ${out}.`, {
      file: out,
      hint: 'Give `out` a name that ends in .html.',
    });
  }
  checkOwn(out, 'page');
}

/** The same of a page that Markdown and JSON stand beside. */
export function checkReportPlace(out: string): void {
  checkPagePlace(out);
  const { json, markdown } = pageFiles(out);
  checkOwn(json, 'json');
  checkOwn(markdown, 'markdown');
}

function checkOwn(path: string, kind: keyof typeof BEGINNINGS): void {
  checkFilePlace(path);
  if (!existsSync(path)) return;
  if (statSync(path).isFile() && BEGINNINGS[kind].test(beginningOf(path))) return;
  throw new AutofitError('FILE_USED', `${path} is there already, and no report has written it.`, {
    file: path,
    hint: 'It would be written over: choose another name with `out`.',
  });
}

function beginningOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const bytes = new Uint8Array(256);
    return new TextDecoder().decode(bytes.subarray(0, readSync(file, bytes)));
  } finally {
    closeSync(file);
  }
}
