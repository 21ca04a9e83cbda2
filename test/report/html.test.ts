import { expect, test } from 'vitest';
import { html, jsonText, markup } from '../../src/report/html.js';

test('texts are escaped in content and attributes, markup and numbers are not', () => {
  const name = `<img src=x onerror="alert('1')">&`;
  const text = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;';
  expect(html`<b title="${name}">${name} ${html`<i>${3}</i>`}</b>`.text).toBe(
    `<b title="${text}">${text} <i>3</i></b>`,
  );
});

test('lists stand one after the other, and what is absent leaves nothing', () => {
  const items = ['a', '<'].map((item) => html`<li>${item}</li>`);
  expect(html`<ul>${items}</ul>${undefined}${null}${false}`.text).toBe(
    '<ul><li>a</li><li>&lt;</li></ul>',
  );
  expect(html`${markup('<hr>')}`.text).toBe('<hr>');
});

test('control characters and marks that turn the writing around are shown as such', () => {
  expect(html`${'a\u001b[31m\u202eb\tc\n'}`.text).toBe('a�[31m�b\tc\n');
});

test('JSON in a script does not end it', () => {
  const text = jsonText({ name: '</script><!--' }).text;
  expect(text).not.toContain('<');
  expect(JSON.parse(text)).toEqual({ name: '</script><!--' });
});
