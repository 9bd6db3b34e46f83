/**
 * The rows' table shows some rows at first and more on demand; the form above it filters by text, kind, label and
 * prediction. A cell of the confusion matrix sets label and prediction. Without the script the whole table is shown.
 */
export const ROWS_SCRIPT = `
'use strict';
for (const form of document.querySelectorAll('.row-filter')) {
  const PAGE = 20;
  const section = form.closest('section');
  const table = section.querySelector('table');
  const more = section.querySelector('.more');
  const output = form.querySelector('output');
  let most = PAGE;

  const matches = (row) => {
    const {text, kind, split, label, predicted} = form.elements;
    return (
      (kind.value === '' || row.dataset.kind.split(' ').includes(kind.value)) &&
      (split.value === '' || row.dataset.split === split.value) &&
      (label.value === '' || row.dataset.label === label.value) &&
      (predicted.value === '' || row.dataset.predicted === predicted.value) &&
      (text.value === '' || row.cells[0].textContent.toLowerCase().includes(text.value.trim().toLowerCase()))
    );
  };
  const show = () => {
    let found = 0;
    for (const row of table.tBodies[0].rows) {
      const matching = matches(row);
      if (matching) found++;
      row.hidden = !matching || found > most;
    }
    const shown = Math.min(found, most);
    output.textContent = shown + ' of ' + found + (found === 1 ? ' row' : ' rows');
    more.hidden = found <= most;
  };
  const filter = () => {
    most = PAGE;
    show();
  };
  form.hidden = false;
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(filter));
  table.addEventListener('sorted', filter);
  more.addEventListener('click', () => {
    most += PAGE * 5;
    show();
  });
  for (const link of document.querySelectorAll('a[data-predicted]'))
    link.addEventListener('click', () => {
      form.reset();
      form.elements.split.value = link.dataset.split;
      form.elements.label.value = link.dataset.label;
      form.elements.predicted.value = link.dataset.predicted;
      setTimeout(filter);
    });
  const target = location.hash.startsWith('#row-') && document.getElementById(location.hash.slice(1));
  filter();
  if (target) {
    target.hidden = false;
    target.scrollIntoView();
  }
}
`;
