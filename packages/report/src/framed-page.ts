import {EXPLANATION_SCRIPT, type Html, html, htmlDocument} from '@retune/page';
import {type NamedSection, navigation} from './page-sections.js';
import {PAGE_STYLE} from './page-style.js';
import {ROWS_SCRIPT} from './script/rows-script.js';
import {SORT_SCRIPT} from './script/sort-script.js';

export interface FramedPage {
  title: string;
  header: Html;
  /** Stands before the first section. */
  lead: Html;
  sections: readonly NamedSection[];
}

/** A page of this package: header, navigation and sections with the style and the scripts that they need. */
export function framedPage({title, header, lead, sections}: FramedPage): string {
  return htmlDocument({
    title: `${title} \u00b7 Retune report`,
    style: PAGE_STYLE,
    script: [EXPLANATION_SCRIPT, SORT_SCRIPT, ROWS_SCRIPT].join(''),
    body: html`<a class="skip" href="#main">Skip to the results</a>
<div class="page">
${header}${navigation(sections)}<main id="main">
${lead}${sections.map(({section}) => section)}</main>
</div>
`,
  });
}
