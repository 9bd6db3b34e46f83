import {type Html, type HtmlValue, html} from '@retune/page';

/** A part of the page with a heading; the navigation links to its id. */
export interface PageSection {
  id: string;
  title: string;
  /** What the section shows, in one or two sentences. */
  finding: HtmlValue;
  body: HtmlValue;
}

export function pageSection({id, title, finding, body}: PageSection): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<p class="finding">${finding}</p>
${body}
</section>
`;
}
