import { looksLikeTwin, isAppNamedLikePim, isPimService } from '../../shared/catalogue/pim-service';
import { alex, directoryEvent, msPim, pimEvent, pimService, twin } from '../support/builders/events';

describe('looksLikeTwin', () => {
  test.each(['MS-PIM', 'MS-PIM-Fairfax', ' ms-pim '])('knows the app %j', (name) => {
    expect(looksLikeTwin(twin('Add member to role', '16', { initiator: { ...msPim, name } }))).toBe(true);
  });

  test('rejects an event of another initiator, and one that PIM logged itself', () => {
    expect(looksLikeTwin(directoryEvent('Add member to role', '16', { initiator: alex }))).toBe(false);
    expect(looksLikeTwin(directoryEvent('Add member to role', '16', { initiator: null }))).toBe(false);
    expect(
      looksLikeTwin(pimEvent('Remove member from role (PIM activation expired)', '16', { initiator: msPim })),
    ).toBe(false);
  });

  test('needs no service', () => {
    const bare = { ...twin('Add member to role', '16'), service: '' };
    expect(looksLikeTwin(bare)).toBe(true);
    expect(looksLikeTwin({ ...bare, initiator: alex })).toBe(false);
  });

  test('does not take a person with the name of PIM for PIM', () => {
    const impostor = { ...alex, name: 'MS-PIM' };
    expect(looksLikeTwin(directoryEvent('Add member to role', '16', { initiator: impostor }))).toBe(false);
    expect(
      looksLikeTwin(
        directoryEvent('Add member to role', '16', { initiator: { ...msPim, name: 'MS-PIM helper' } }),
      ),
    ).toBe(false);
  });
});

describe('isPimService', () => {
  test('knows the service by its name, as a user without UPN', () => {
    expect(isPimService(pimService)).toBe(true);
    expect(isPimService({ ...pimService, name: 'AzureADPIM' })).toBe(true);
    expect(isPimService({ ...pimService, name: ' azure ad pim ' })).toBe(true);
  });

  test.each(['Azure AD PIM', 'MS-PIM', 'azureadpim'])(
    'is false for an app, even with the name %s',
    (name) => {
      const app = { ...msPim, name };
      expect([isPimService(app), isAppNamedLikePim(app)]).toEqual([false, true]);
      expect(isAppNamedLikePim({ ...pimService, name })).toBe(false);
    },
  );

  test('is false for a person with that name', () => {
    expect(isPimService({ ...pimService, upn: 'azure.ad.pim@contoso.example' })).toBe(false);
    expect(isPimService(alex)).toBe(false);
    expect(isPimService(null)).toBe(false);
  });
});
