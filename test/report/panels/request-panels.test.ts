import { statisticsOf } from '../../../shared/analysis/statistics';
import { isoWeek } from '../../../shared/domain/time/period';
import { endingPanel } from '../../../shared/report/panels/request-panels';
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
