import { renderHtml } from '../../../shared/report/html';
import { headlinePanel } from '../../../shared/report/panels/figure-panels';
import { reportContext } from '../../../shared/report/report-context';
import { aboutTable } from '../../../shared/report/workbook/about-sheet';
import { figureMeanings, valueMeanings } from '../../../shared/report/words/value-words';
import { aReportModel } from '../../support/builders/report';

test('the figures are explained under their own names, in the workbook and on the page', () => {
  const model = aReportModel();
  const names = headlinePanel(model, null).rows.map(({ name }) => name);
  const page = renderHtml(model);
  const about = [...(aboutTable(reportContext(model)).rows as Iterable<{ term: string; meaning: string }>)];
  for (const [figure, meaning] of Object.entries(figureMeanings)) {
    expect(names).toContain(figure);
    expect(about).toContainEqual({ topic: 'Figures', term: figure, meaning });
    expect(page).toContain(`<strong>${figure}</strong>: ${meaning}`);
  }
});

test('the words for a severity do not contradict the advice of its findings', () => {
  const info = valueMeanings.find(({ column, value }) => column === 'Severity' && value === 'info');
  expect(info?.meaning).toBe('Context: no risk by itself.');
});
