import { expect, test } from 'vitest';
import { readTable } from '../../src/table/read-table.js';
import { tempFolder } from '../fixtures/temp-folder.js';

const folder = tempFolder();

async function groupsIn(text: string): Promise<boolean> {
  const { notes } = await readTable(folder.write('groups.csv', text));
  return notes.some((note) => note.includes('looks like groups of columns'));
}

test('a line of groups above the names is told of', async () => {
  const file = folder.write(
    'crm.csv',
    'Account,,Deal,\nid,town,sum,won\n1,Bonn,3,yes\n2,Kiel,4,no\n',
  );
  const { notes } = await readTable(file);
  expect(notes.at(-1)).toBe(
    `the first line of ${file} looks like groups of columns (Account, Deal), whose names come below: remove it`,
  );
});

test('columns without a name, as of an index, are no groups', async () => {
  expect(await groupsIn(',town,sum\n0,Bonn,3\n1,Kiel,4\n')).toBe(false);
  // A number that is missing in the first row.
  expect(await groupsIn(',town,sum\n0,Bonn,?\n1,Kiel,4\n2,Kiel,5\n')).toBe(false);
  expect(await groupsIn('a,,c\nid,town,id\n1,Bonn,3\n2,Kiel,4\n')).toBe(false);
  expect(await groupsIn('a,,c\nid,,sum\n1,Bonn,3\n2,Kiel,4\n')).toBe(false);
  expect(await groupsIn('a,b,c\nid,town,sum\n1,Bonn,3\n2,Kiel,4\n')).toBe(false);
  expect(await groupsIn('a,,c\nx,y,z\nu,v,w\n')).toBe(false);
});
