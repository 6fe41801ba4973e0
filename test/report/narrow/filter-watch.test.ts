import { createFilterWatch } from '../../../shared/report/narrow/filter-watch';
import { aChange, anElevation } from '../../support/builders/report';

test('names each entry that matched nothing, and the number of days', () => {
  const watch = createFilterWatch({
    roles: ['global administrator', 'Global Admin'],
    principals: ['MIA.BERG@contoso.example', 'mia@contoso.example'],
    scopes: ['Directory', 'Directories'],
  });
  watch.see([anElevation()]);
  expect(watch.unmatched(19)).toEqual([
    { list: 'role', entry: 'Global Admin', days: 19 },
    { list: 'person', entry: 'mia@contoso.example', days: 19 },
    { list: 'scope', entry: 'Directories', days: 19 },
  ]);
});

test('an entry that matched one row in any week counts as matched', () => {
  const watch = createFilterWatch({ roles: ['Exchange Administrator'], principals: ['u-3'] });
  watch.see([anElevation()]);
  expect(watch.unmatched(7)).toHaveLength(2);
  watch.see([aChange()]);
  watch.see([]);
  expect(watch.unmatched(14)).toEqual([]);
});

test('a report without a filter has no unmatched entry', () => {
  expect(createFilterWatch(null).unmatched(30)).toEqual([]);
  expect(createFilterWatch({ findings: ['self-approval'] }).unmatched(30)).toEqual([]);
});

test('an entry matches in every way in which the filter lets rows through', () => {
  const watch = createFilterWatch({
    roles: ['Global Administrator'],
    scopes: ['Contoso', 'Directory', 'Fabrikam'],
  });
  const role = { id: null, name: 'Company Administrator', privileged: true };
  watch.see([
    anElevation({ role, scope: { id: '7d3f0c1e-2222-4000-8000-5f1d00000000', name: 'Contoso' } }),
    aChange({ kind: 'assigned-outside-pim', scope: null }),
  ]);
  expect(watch.unmatched(7)).toEqual([{ list: 'scope', entry: 'Fabrikam', days: 7 }]);
});
