import { htmlPanels } from '../../../shared/report/html/html-panels';
import { mailContent } from '../../../shared/report/mail/mail-content';
import type { Panel } from '../../../shared/report/panels/panel';
import { reportContext } from '../../../shared/report/report-context';
import { writeTiles } from '../../../shared/report/workbook/summary/summary-tiles';
import type { PageSheet } from '../../../shared/spreadsheet/page/page-sheet';
import { aReportModel } from '../../support/builders/report';

/** The panel with its rows renamed and in another order. */
function changed(panel: Panel): Panel {
  return { ...panel, rows: panel.rows.map((row) => ({ ...row, name: `new ${row.name}` })).toReversed() };
}

const model = aReportModel();
const made = reportContext({ ...model, totals: { ...model.totals, requests: 9 } });
const { headline, severities, endings } = made.panels;
const context = {
  ...made,
  panels: {
    ...made.panels,
    headline: changed(headline),
    severities: changed(severities),
    endings: changed(endings),
  },
};

test('the mail leaves out the audit events, and names the requests beside the activations', () => {
  const figures = mailContent(context, 'whole', { files: [], correction: null }).figures.map(
    ({ label, aside }) => [label, aside],
  );
  expect(figures).toEqual([
    ['new Elevated time', null],
    ['new Roles', null],
    ['new People', null],
    ['new Activations', '9 requested'],
  ]);
});

test('the HTML page leaves out the activations that have not ended', () => {
  const page = htmlPanels(context).markup;
  expect(page).toContain('>new expired<');
  expect(page).not.toContain('>new not ended<');
});

test('the Summary has tiles for the severities that call for attention', () => {
  const write = jest.fn<void, Parameters<PageSheet['write']>>();
  const page: Pick<PageSheet, 'write' | 'setHeight'> = { write, setHeight: jest.fn() };
  writeTiles(page as PageSheet, 1, context);
  const labels = write.mock.calls.map(([, , value]) => String(value));
  expect(labels.filter((label) => label.startsWith('Open findings'))).toEqual([
    'Open findings: new low',
    'Open findings: new medium',
    'Open findings: new high',
  ]);
});
