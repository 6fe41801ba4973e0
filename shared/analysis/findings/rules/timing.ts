import { isTier0 } from '../../../catalogue/privileged-roles';
import { displayName } from '../../../domain/people';
import { isStarted } from './activation-volume';
import { isBusinessTime } from '../business-minutes';
import { aboutElevation } from '../about';
import { defineRule } from '../rule';
import { printTime, roleTitle } from '../sentence';

/** A role was taken while nobody is expected to work. */
export const offHoursActivation = defineRule({
  id: 'off-hours-activation',
  severity: 'low',
  title: 'Activated off hours',
  why: 'A role used at night or at the weekend is emergency work, or somebody who hopes not to be seen.',
  thresholds: {},
  find: ({ elevations, period, policy }) =>
    elevations
      .filter(isStarted)
      .filter(({ startedAt }) => !isBusinessTime(startedAt, policy.businessHours, period.timeZone))
      .map((elevation) => {
        const at = printTime(elevation.startedAt, period.timeZone);
        const who = `${displayName(elevation.principal)} activated ${roleTitle(elevation)}`;
        const severity = isTier0(elevation.role) ? 'medium' : 'low';
        return aboutElevation(elevation, `${who} outside business hours, on ${at}.`, severity);
      }),
});
