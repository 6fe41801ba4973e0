import { tailNote } from '../../../shared/report/mail/mail-sections';
import { unknownSentence } from '../../../shared/report/panels/list-panels';
import { reportContext } from '../../../shared/report/report-context';
import { unknownBlock } from '../../../shared/report/workbook/panel-block';
import { aReportModel } from '../../support/builders/report';

const unknownActivities = ['A', 'B', 'C', 'D', 'E', 'F'].map((name, index) => ({ name, count: index + 1 }));
const made = reportContext(aReportModel({ unknownActivities }));

test('sentences and Summary name the rows of the panel in its order', () => {
  const row = { name: 'G', figures: { events: 9 } };
  const unknown = { ...made.panels.unknown, rows: [row, ...made.panels.unknown.rows] };
  expect(unknownSentence(unknown)).toBe(
    'New activity types from Microsoft, not yet understood by this report: G (9 events), A (1 event), ' +
      'B (2 events), C (3 events), D (4 events) and 2 more.',
  );
  const block = unknownBlock(unknown);
  expect(block.rows.map(([name]) => name)).toEqual(['G', 'A', 'B', 'C', 'D']);
  expect(block.note).toBe('and 2 more; all are on the Events sheet.');
  expect(tailNote({ ...made, panels: { ...made.panels, unknown } }, 'the workbook')).toContain(
    ' 7 activity types new to this report: see the Summary sheet.',
  );
});
