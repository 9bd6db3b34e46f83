/**
 * The explanations’ script: words of an explained text, and of its force line, show their value when pointed at or
 * focused and are marked in both places. Arrow keys move among the words (one tab stop a text). Without it the
 * values stand in the titles.
 */
export const EXPLANATION_SCRIPT = `
'use strict';
{
  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.id = 'tip';
  tip.setAttribute('role', 'tooltip');
  tip.hidden = true;
  document.body.append(tip);
  let described;

  const mark = (word, marked) => {
    const same = word.closest('.panel, .sampled').querySelectorAll('[data-word="' + word.dataset.word + '"]');
    for (const element of word.dataset.word ? same : []) element.classList.toggle('marked', marked);
  };
  const hide = () => {
    tip.hidden = true;
    if (described) mark(described, false);
    described?.removeAttribute('aria-describedby');
    described = undefined;
  };
  const show = (word) => {
    hide();
    tip.textContent = word.dataset.tip;
    tip.hidden = false;
    if (word.matches('.word')) word.setAttribute('aria-describedby', 'tip');
    described = word;
    mark(word, true);
    place();
  };
  const place = () => {
    const at = described.getClientRects()[0];
    const left = at.left + at.width / 2 - tip.offsetWidth / 2;
    const most = document.documentElement.clientWidth - tip.offsetWidth - 8;
    const above = at.top - tip.offsetHeight - 6;
    tip.style.left = Math.max(8, Math.min(left, most)) + 'px';
    tip.style.top = (above < 4 ? at.bottom + 6 : above) + 'px';
  };
  const wordOf = (event) => event.target instanceof Element ? event.target.closest('.word, .segment') : null;
  const showWhenPointedAt = (part, words) => {
    for (const word of words) {
      word.dataset.tip = word.title;
      word.removeAttribute('title');
    }
    part.addEventListener('pointerover', (event) => {
      const word = wordOf(event);
      if (word !== null) show(word);
    });
    part.addEventListener('pointerout', hide);
  };

  for (const line of document.querySelectorAll('.force')) showWhenPointedAt(line, line.querySelectorAll('.segment'));
  for (const text of document.querySelectorAll('.explained')) {
    const words = [...text.querySelectorAll('.word')];
    showWhenPointedAt(text, words);
    for (const word of words) word.tabIndex = word === words[0] ? 0 : -1;
    text.addEventListener('keydown', (event) => {
      const word = wordOf(event);
      if (word === null) return;
      const index = words.indexOf(word);
      const right = getComputedStyle(text).direction === 'rtl' ? -1 : 1;
      const target = {ArrowRight: index + right, ArrowLeft: index - right, Home: 0, End: words.length - 1}[event.key];
      if (target === undefined) return;
      event.preventDefault();
      words[target]?.focus();
    });
    text.addEventListener('focusin', (event) => {
      const word = wordOf(event);
      if (word === null) return;
      for (const other of words) other.tabIndex = other === word ? 0 : -1;
      show(word);
    });
    text.addEventListener('focusout', hide);
  }
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide();
  });
  document.addEventListener('scroll', () => described && place(), {passive: true});
}
`;
