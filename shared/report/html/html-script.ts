import { inlineCode } from './html-inline';

/**
 * Sorts and filters the tables of the HTML report, and folds their details away. The page is whole without it: it shows
 * the tools itself. It reads what is printed and writes no markup, so typed text stays text.
 */
export const htmlScript = inlineCode(
  'script',
  `
'use strict';
const ranks = ['high', 'medium', 'low', 'info', 'missing', 'lost', 'partial', 'imported', 'complete'];
const words = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const figures = new Intl.NumberFormat('en');
const readers = {
  number: (text) => Number(text),
  minutes: (text) => Number(text),
  duration: (text) => text.split(':').reduce((hours, minutes) => Number(hours) * 60 + Number(minutes)),
  severity: (text) => ranks.indexOf(text),
  worst: (text) => ranks.indexOf(text),
  state: (text) => ranks.indexOf(text),
};
const compare = (a, b) => (typeof a === 'number' ? a - b : words.compare(a, b));

for (const list of document.querySelectorAll('.list')) {
  const body = list.querySelector('tbody');
  const rows = [...body.rows];
  const heads = [...list.querySelectorAll('th')];
  const [input, count] = [list.querySelector('input[type=search]'), list.querySelector('output')];
  const details = list.querySelector('input[type=checkbox]');

  function filter() {
    const wanted = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    // The columns keep their widths when few rows are left, or none.
    if (wanted.length > 0) for (const head of heads) head.style.minWidth ||= head.offsetWidth + 'px';
    for (const row of rows) {
      row.text ??= [...row.cells].map((cell) => cell.textContent).join('\\n').toLowerCase();
      row.hidden = !wanted.every((word) => row.text.includes(word));
      if (!row.hidden) shown += 1;
    }
    count.textContent = figures.format(shown) + ' of ' + figures.format(rows.length);
  }

  function sort(column) {
    const head = heads[column];
    const turn = head.ariaSort === 'ascending' ? -1 : 1;
    const read = readers[head.classList[0]] ?? String;
    const keyed = rows.map((row) => [row.cells[column].textContent.trim(), row]);
    const empty = keyed.filter(([text]) => text === '');
    const filled = keyed.filter(([text]) => text !== '').map(([text, row]) => [read(text), row]);
    filled.sort(([a], [b]) => turn * compare(a, b));
    body.append(...[...filled, ...empty].map(([, row]) => row));
    for (const other of heads) other.removeAttribute('aria-sort');
    head.ariaSort = turn === 1 ? 'ascending' : 'descending';
  }

  // A button beside the words, not around them: Chromium prints a head with a button around it on the first page only.
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.ariaLabel = 'Sort by ' + head.textContent;
    head.append(button);
    head.addEventListener('click', () => sort(column));
  });
  input.addEventListener('input', filter);
  filter();
  // A link to a row that is filtered out clears the filter.
  addEventListener('hashchange', () => {
    const row = document.getElementById(location.hash.slice(1));
    if (row === null || !row.hidden || !list.contains(row)) return;
    input.value = '';
    filter();
    row.scrollIntoView();
  });
  if (details !== null) {
    const show = () => {
      list.classList.toggle('brief', !details.checked);
      for (const head of heads) head.style.minWidth = '';
    };
    details.addEventListener('change', show);
    show();
  }
  list.querySelector('.tools').hidden = false;
}
`,
);
