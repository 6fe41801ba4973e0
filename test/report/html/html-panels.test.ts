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
