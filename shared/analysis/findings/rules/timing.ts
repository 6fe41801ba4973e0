import { isTier0 } from '../../../catalogue/privileged-roles';
import { isStarted } from '../../../domain/events/elevation';
import { isBusinessTime } from '../../business-minutes';
import { aboutElevation } from '../wording/about';
import { defineRule, type Rule } from '../rule';
import { activatedWords, timeWords } from '../wording/sentence';

const offHoursActivation = defineRule({
  id: 'off-hours-activation',
  severity: 'low',
  worstSeverity: 'medium',
  weight: 26,
  title: 'Activated off hours',
  why: 'A role used at night or at the weekend may be emergency work, or somebody who hopes not to be noticed.',
  advice: 'Ask the holder what could not wait if the reason does not say.',
  find: ({ elevations, period, policy }) =>
    elevations
      .filter(isStarted)
      .filter(({ startedAt }) => !isBusinessTime(startedAt, policy.businessHours, period.timeZone))
      .map((elevation) => {
        const at = timeWords(elevation.startedAt, period.timeZone);
        const severity = isTier0(elevation.role) ? 'medium' : 'low';
        const sentence = `${activatedWords(elevation)} outside business hours, on ${at}.`;
        return aboutElevation(elevation, sentence, severity);
      }),
});

/** Rules about the time of day. */
export const timingRules: readonly Rule[] = [offHoursActivation];
