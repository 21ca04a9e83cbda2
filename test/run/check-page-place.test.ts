import { mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkPagePlace, checkReportPlace } from '../../src/run/check-page-place.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

test.each(['model.safetensors', 'train.csv', 'x.json', 'page'])(
  'a page is not written to %s, whether it is there or not',
  (name) => {
    expect(() => checkPagePlace(folder.at(name))).toThrow('A page is written to a file of HTML');
  },
);

test('a page may be written over a page, in either way of naming it, and over nothing', () => {
  folder.write('old.html', '<!DOCTYPE html>\n<html>');
  folder.write('other.HTM', '<html lang="en">');
  folder.write('empty.html', '');
  for (const name of ['old.html', 'other.HTM', 'empty.html', 'new.html']) {
    expect(() => checkReportPlace(folder.at(name))).not.toThrow();
  }
});

test('what is called a page and is none is not written over', () => {
  expect(() => checkPagePlace(folder.write('table.html', 'a,b\n1,2\n'))).toThrow(
    'table.html is there already, and no report has written it.',
  );
  mkdirSync(folder.at('folder.html'));
  expect(() => checkPagePlace(folder.at('folder.html'))).toThrow('it is a folder');
  expect(() => checkPagePlace(folder.at('nowhere/page.html'))).toThrow('cannot be written: ENOENT');
});

test('nor are a table and notes that Markdown and JSON of a report would stand on', () => {
  folder.write('rows.json', '[{"a": 1}]');
  expect(() => checkReportPlace(folder.at('rows.html'))).toThrow('rows.json is there already');
  folder.write('README.md', '# My project\n');
  expect(() => checkReportPlace(folder.at('README.html'))).toThrow('README.md is there already');
  folder.write('ours.json', '{\n "kind": "autofit-report",\n');
  folder.write('ours.md', '# Predicting price\n');
  expect(() => checkReportPlace(folder.at('ours.html'))).not.toThrow();
});
