import { createUseLookup } from '../../../shared/analysis/access/role-use';
import { createSpots, type Spot } from '../../../shared/analysis/access/spot';
import type { HeldAccess } from '../../../shared/domain/access/held-access';
import type { Elevation } from '../../../shared/domain/events/elevation';
import type { Scope } from '../../../shared/domain/events/people';
import { aHeld, definitions, exchangeAdministrator } from '../../support/builders/access-history';
import { anElevation, at } from '../../support/builders/findings';

const anna = { id: 'u-1', name: 'Anna Berg', upn: 'anna@contoso.example', type: 'user' } as const;
const role = { id: exchangeAdministrator, name: 'Exchange Administrator', privileged: false };
const directory = { id: 'tenant-id', name: 'Contoso' };
const unit = (name: string) => ({ id: `/administrativeUnits/${name}`, name });
const used = (scope: Scope, overrides: Partial<Elevation> = {}) =>
  anElevation({ principal: anna, role, scope, startedAt: at('Tue 10:00'), ...overrides });
const eligible = (scopeId: string) => aHeld({ list: 'role-eligibility', scopeId });
const spot = (scope: string): Spot => ({ principal: 'u-1', role: exchangeAdministrator, scope });

function timesOf(scope: string, elevations: readonly Elevation[], held: readonly HeldAccess[]) {
  const spots = createSpots({ definitions, rows: held });
  const useOf = createUseLookup({ uses: [], elevations, until: at('Mon+ 00:00'), spots, held });
  return useOf(spot(scope)).activations90Days;
}

test('an activation narrowed to a unit uses the eligibility for the whole directory', () => {
  const held = [eligible('/')];
  expect(timesOf('/', [used(unit('oslo'))], held)).toBe(1);
  expect(timesOf('/', [used(directory)], held)).toBe(1);
  expect(timesOf('/', [used(unit('oslo')), used(unit('oslo'), { startedAt: at('Wed 10:00') })], held)).toBe(
    2,
  );
  expect(timesOf('/', [used(unit('oslo'), { principal: { ...anna, id: 'u-2' } })], held)).toBe(0);
  expect(timesOf('/', [used(unit('oslo'), { startedAt: at('Mon+ 00:00') })], held)).toBe(0);
});

test('an activation of a unit uses the eligibility for that very unit alone, if there is one', () => {
  const held = [eligible('/'), eligible('/administrativeUnits/oslo')];
  expect(timesOf('oslo', [used(unit('oslo'))], held)).toBe(1);
  expect(timesOf('/', [used(unit('oslo'))], held)).toBe(0);
  expect(timesOf('/', [used(unit('oslo'))], [eligible('/'), aHeld({ scopeId: unit('oslo').id })])).toBe(1);
});

test('an activation of one unit, or of the directory, does not use the eligibility for another unit', () => {
  const held = [eligible('/administrativeUnits/oslo')];
  expect(timesOf('oslo', [used(unit('bergen')), used(directory)], held)).toBe(0);
});

test('an activation in one group does not use the eligibility for another', () => {
  const inGroup = used(
    { id: 'g-1', name: 'Ops' },
    { provider: 'group', role: { ...role, id: null, name: 'Member' } },
  );
  const spots = createSpots({ definitions, rows: [] });
  const useOf = createUseLookup({
    uses: [],
    elevations: [inGroup],
    until: at('Mon+ 00:00'),
    spots,
    held: [],
  });
  const timesIn = (scope: string) =>
    useOf({ principal: 'u-1', role: 'group member', scope }).activations90Days;
  expect([timesIn('g-1'), timesIn('g-2'), timesIn('/')]).toEqual([1, 0, 0]);
});
