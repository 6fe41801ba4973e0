import { narrowAlerts } from '../../../shared/report/narrow/narrow-alerts';
import { anAlertRow } from '../../storage/alert-ledger-contract';
import { anAlert } from '../../support/builders/alerts';

test('keeps the alerts that rest on an event of the report', () => {
  const [own, other] = [['a', 'b'], ['c']].map((eventIds) => anAlertRow({ alert: anAlert({ eventIds }) }));
  expect(narrowAlerts([own!, other!], new Set(['b']))).toEqual([own]);
});
