import { unratedChange } from '../../shared/analysis/unrated-change';
import { alex, at, pimEvent, pimService, sam } from '../support/events';

const early = pimEvent('x', '16 09:00', { initiator: pimService, justification: null, scope: null });
const late = pimEvent('x', '16 10:00', { initiator: alex, justification: 'Because', principal: null });

describe('unratedChange', () => {
  it('takes each fact from the first event that has it, and its time from the earliest', () => {
    expect(unratedChange('active-removed', [late, early])).toMatchObject({
      at: at('16 09:00'),
      kind: 'active-removed',
      initiator: alex,
      principal: sam,
      justification: 'Because',
      result: 'completed',
      count: 1,
      eventIds: [early.id, late.id],
    });
  });

  it('prefers a person to the service, and the service to nobody', () => {
    expect(unratedChange('active-removed', [early, late]).initiator).toEqual(alex);
    expect(unratedChange('active-removed', [early]).initiator).toEqual(pimService);
  });
});
