import { htmlPanels } from '../../../shared/report/html/html-panels';
import { reportContext } from '../../../shared/report/report-context';
import { aReportModel } from '../../support/builders/report';

const context = reportContext(aReportModel());
const { panels } = context;

test('the table of hours prints its panel', () => {
  const hours = {
    ...panels.hours,
    names: 'Clock',
    columns: [...panels.hours.columns, { key: 'all', header: 'All days', unit: 'count' as const }],
    rows: [...panels.hours.rows, { name: 'no hour', figures: { all: 4321 } }],
  };
  const page = htmlPanels({ ...context, panels: { ...panels, hours } }).markup;
  for (const words of ['Clock', '23', 'no hour', 'Sun', 'All days', '4321']) {
    expect(page).toContain(`>${words}<`);
  }
});

test('a long ranking is whole, with the rows after the tenth folded away', () => {
  const names = Array.from({ length: 12 }, (_, index) => `Person ${index + 1}`);
  const rows = names.map((name) => ({ name, figures: { activations: 1, minutes: 60 } }));
  const people = { ...panels.people, rows };
  const page = htmlPanels({ ...context, panels: { ...panels, people } }).markup;
  const [shown = '', folded = ''] = page.split(/and 2 more\s*<\/summary>/);
  expect(names.filter((name) => shown.includes(`>${name}<`))).toEqual(names.slice(0, 10));
  expect(names.filter((name) => folded.includes(`>${name}<`))).toEqual(names.slice(10));
});
