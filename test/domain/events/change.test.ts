import { isGrant, isRemoval, showsHolding, type Change } from '../../../shared/domain/events/change';

test.each<[Change['kind'], Change['result'], { grant: boolean; removal: boolean; holding: boolean }]>([
  ['eligible-assigned', 'completed', { grant: true, removal: false, holding: true }],
  ['active-restored', 'completed', { grant: true, removal: false, holding: true }],
  ['assigned-outside-pim', 'completed', { grant: true, removal: false, holding: true }],
  ['eligible-extended', 'completed', { grant: false, removal: false, holding: true }],
  ['extend-renew-approved', 'completed', { grant: false, removal: false, holding: true }],
  ['removed-outside-pim', 'completed', { grant: false, removal: true, holding: true }],
  ['active-removed', 'completed', { grant: false, removal: true, holding: true }],
  ['eligible-removed', 'failed', { grant: false, removal: false, holding: false }],
  ['eligible-assigned', 'requested', { grant: false, removal: false, holding: false }],
  ['role-setting-changed', 'completed', { grant: false, removal: false, holding: false }],
])('rates %s, %s', (kind, result, { grant, removal, holding }) => {
  const change = { kind, result };
  expect([isGrant(change), isRemoval(change), showsHolding(change)]).toEqual([grant, removal, holding]);
});
