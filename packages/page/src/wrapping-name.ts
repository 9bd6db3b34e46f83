import {type Html, html} from './html.js';

/** Characters of a word that every column has room for; a longer one may be broken anywhere. */
const LONGEST_WHOLE_WORD = 18;

/** Behind `_`, `-`, `/` and the like, and before a capital inside a word. */
const WORD_ENDS = /(?<=[\p{L}\p{N}][_\-/.:|]+)(?=[\p{L}\p{N}])|(?<=\p{Ll})(?=\p{Lu})/u;

/**
 * A name of any script and direction, such as a label's, that wraps between its words where it stands in a narrow
 * column: `card_about_to_expire` has no space to wrap at.
 */
export function wrappingName(name = ''): Html {
  return html`<bdi>${name.split(WORD_ENDS).map((word, place) => html`${place > 0 && html`<wbr>`}${wholeWords(word)}`)}</bdi>`;
}

function wholeWords(words: string): Html[] {
  return words
    .split(/(\s+)/)
    .map((word) =>
      [...word].length > LONGEST_WHOLE_WORD ? html`<span class="long">${word}</span>` : html`${word}`,
    );
}
