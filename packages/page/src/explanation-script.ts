/**
 * The explanations’ script: words of an explained text show their value when pointed at or focused, and arrow keys
 * move among them (one tab stop a text). Without it the values stand in the words' titles.
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

  const hide = () => {
    tip.hidden = true;
    described?.removeAttribute('aria-describedby');
    described = undefined;
  };
  const show = (word) => {
    hide();
    tip.textContent = word.dataset.tip;
    tip.hidden = false;
    word.setAttribute('aria-describedby', 'tip');
    described = word;
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
  const wordOf = (event) => event.target instanceof Element ? event.target.closest('.word') : null;

  for (const text of document.querySelectorAll('.explained')) {
    const words = [...text.querySelectorAll('.word')];
    for (const word of words) {
      word.dataset.tip = word.title;
      word.removeAttribute('title');
      word.tabIndex = word === words[0] ? 0 : -1;
    }
    text.addEventListener('keydown', (event) => {
      const word = wordOf(event);
      if (word === null) return;
      const index = words.indexOf(word);
      const target = {ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: words.length - 1}[event.key];
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
    text.addEventListener('pointerover', (event) => {
      const word = wordOf(event);
      if (word !== null) show(word);
    });
    text.addEventListener('pointerout', hide);
  }
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide();
  });
  document.addEventListener('scroll', () => described && place(), {passive: true});
}
`;
