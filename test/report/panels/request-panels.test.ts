import { statisticsOf } from '../../../shared/analysis/statistics';
import { endings } from '../../../shared/domain/events/elevation';
import { isoWeek } from '../../../shared/domain/time/period';
import { endingPanel } from '../../../shared/report/panels/request-panels';
import { endingSentence } from '../../../shared/report/panels/sentences';
import { anElevation } from '../../support/builders/report';

const open = { endedAt: null, endedBy: null };
const rowsOf = (elevations: ReturnType<typeof anElevation>[]) =>
  endingPanel(statisticsOf(elevations, isoWeek('2026-W47', 'UTC'))).rows.flatMap(({ name, figures }) =>
    figures?.activations === 0 ? [] : [[name, figures?.activations]],
  );

test('the panel of ends tells an unknown end from one that has not come', () => {
  expect(rowsOf([anElevation(open), anElevation({ ...open, plannedEndAt: null })])).toEqual([
    ['unknown', 1],
    ['not ended', 1],
  ]);
});

test('the panel of ends counts an end without a recorded cause', () => {
  expect(rowsOf([anElevation(), anElevation({ endedBy: null })])).toEqual([
    ['deactivated', 1],
    ['not recorded', 1],
  ]);
});

test('panel, sentence and counts have the ways that an activation ends in one order', () => {
  const statistics = statisticsOf([], isoWeek('2026-W47', 'UTC'));
  expect(Object.keys(statistics.endings.byEnd)).toEqual(endings);
  const counts = endings.map((by, index) => [by, index + 2] as const);
  const byEnd = Object.fromEntries(counts) as typeof statistics.endings.byEnd;
  const panel = endingPanel({ ...statistics, endings: { byEnd, ended: 20 } });
  expect(panel.rows.map(({ key, figures }) => [key, figures?.activations])).toEqual(counts);
  const numbers = endingSentence({ byEnd })?.match(/\d+/g);
  expect(numbers).toEqual(counts.map(([, count]) => String(count)));
});
