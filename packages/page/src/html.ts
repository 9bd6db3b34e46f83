/** HTML that is safe to put in a page: made by {@link html} or vouched for by {@link trustedHtml}. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type HtmlValue = Html | string | number | undefined | null | false | readonly HtmlValue[];

/**
 * A template whose values are escaped, so that no text of a data set can become markup. Holds in element
 * content and in quoted attributes; not inside `<script>` or `<style>`. Lists are joined; `undefined`,
 * `null` and `false` leave nothing.
 */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return new Html(strings.reduce((text, part, index) => text + rendered(values[index - 1]) + part));
}

/** Markup made by this package or by a library from escaped text; never pass on text of a user. */
export function trustedHtml(text: string): Html {
  return new Html(text);
}

function rendered(value: HtmlValue): string {
  if (value === undefined || value === null || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(rendered).join('');
  return escapeHtml(String(value));
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] as string);
}
