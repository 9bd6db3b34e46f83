import {expect, test} from 'vitest';
import {html, trustedHtml} from './html.js';

test('text of a user cannot become markup, in content or in an attribute', () => {
  const hostile = `</p><img src=x onerror='a()'>"&amp;`;
  expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(
    '<p title="&lt;/p&gt;&lt;img src=x onerror=&#39;a()&#39;&gt;&quot;&amp;amp;">' +
      '&lt;/p&gt;&lt;img src=x onerror=&#39;a()&#39;&gt;&quot;&amp;amp;</p>',
  );
});

test('templates nest and lists are joined without being escaped twice', () => {
  const items = ['<a>', 2].map((item) => html`<li>${item}</li>`);
  expect(html`<ul>${items}</ul>${trustedHtml('<hr>')}`.text).toBe(
    '<ul><li>&lt;a&gt;</li><li>2</li></ul><hr>',
  );
});

test('a missing part leaves nothing', () => {
  expect(html`<p>${undefined}${false}${0}</p>`.text).toBe('<p>0</p>');
});
