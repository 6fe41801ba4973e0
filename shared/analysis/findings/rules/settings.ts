import type { Change } from '../../../domain/events/change';
import { isStarted, type Elevation, type StartedElevation } from '../../../domain/events/elevation';
import { fold } from '../../../domain/fold';
import { displayName } from '../../../domain/events/people';
import { durationWords } from '../../../text/duration-words';
import { joinList, plural } from '../../../text/plural';
import { quote } from '../../../text/quote';
import { groupBy } from '../../group-by';
import { aboutChange, partiesOf } from '../wording/about';
import { defineRule, type Rule } from '../rule';
import { actorAtStart, roleTitle } from '../wording/sentence';
import { isSetting, placeOf, weakenings, type Weakening } from '../weakenings';
import { readSettingsText, withoutHeading } from '../wording/settings-text';

const hour = 3_600_000;

/**
 * Whether a settings change is about the role of an elevation. The name counts too, because a settings event may carry an
 * id other than the template's; so does the group or Azure scope, where both are known.
 */
function isSameRole(change: Change, { provider, role, scope }: Elevation): boolean {
  if (change.role === null || change.provider !== provider) return false;
  if (!same(change.role.id, role.id) && !same(change.role.name, role.name)) return false;
  if (provider === 'entra') return true;
  const place = placeOf(change);
  if (place === null) return true;
  return place.id !== null && scope.id !== null ? same(place.id, scope.id) : same(place.name, scope.name);
}

function same(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && fold(a) === fold(b);
}

const roleSettingWeakened = defineRule({
  id: 'role-setting-weakened',
  severity: 'high',
  weight: 60,
  title: 'Role setting weakened',
  why: 'Every later activation of the role lacks the protection that was removed.',
  advice: 'Restore the setting, or have the owner of the role approve the change in writing.',
  find: (context) => {
    const weakened = weakenings(context);
    return context.changes.flatMap((change) => {
      const what = weakened.get(change);
      if (what === undefined) return [];
      const who = `${actorAtStart(change.initiator)} weakened the settings of ${settingTitle(change)}`;
      const unread = readSettingsText(change.justification).isUnderstood ? '' : `; ${inFull(change)}`;
      return [aboutChange(change, `${who}: ${joinList(what.map(({ words }) => words))}${unread}.`)];
    });
  },
});

const roleSettingChanged = defineRule({
  id: 'role-setting-changed',
  severity: 'low',
  worstSeverity: 'medium',
  weight: 35,
  title: 'Role setting changed',
  why: 'The settings of a role decide who may use it, for how long and with which checks.',
  advice: 'Check that the owner of the role agreed to the change.',
  find: (context) => {
    const weakened = weakenings(context);
    return context.changes
      .filter((change) => isSetting(change) && !weakened.has(change))
      .map((change) => {
        const who = `${actorAtStart(change.initiator)} changed the settings of ${settingTitle(change)}`;
        const { isUnderstood, mayWeaken } = readSettingsText(change.justification);
        const text = withoutHeading(change.justification ?? '');
        const words = isUnderstood ? quote(text) : inFull(change);
        return aboutChange(
          change,
          text === '' ? `${who}.` : `${who}: ${words}.`,
          mayWeaken ? 'medium' : 'low',
        );
      });
  },
});

/** What the settings are of: in PIM for Groups and Azure with the place, even if only the event's subject names it. */
const settingTitle = (change: Change): string => roleTitle({ ...change, scope: placeOf(change) });

/** A text that is not understood in full is shown in full; no real one is longer. */
const maxText = 2_000;
const inFull = ({ justification }: Change): string => quote(withoutHeading(justification ?? ''), maxText);

/** A role's protection was given up and the role was used at once. */
const weakenedThenActivated = defineRule({
  id: 'weakened-then-activated',
  severity: 'high',
  weight: 65,
  title: 'Weakened, then activated',
  why: 'Weakening a setting and using the role right afterwards is a way around a check.',
  advice: 'Ask both what the role was used for, restore the setting, and review what was done with the role.',
  thresholds: { hours: 24 },
  find: (context, { hours }) => {
    const lost = weakenings(context);
    const weakened = [...lost.keys()].sort((a, b) => b.at.getTime() - a.at.getTime());
    // Each activation belongs to the last weakening before it, so that it is reported once.
    const used = context.elevations.filter(isStarted).flatMap((elevation) => {
      for (const change of weakened) {
        if (!isSameRole(change, elevation)) continue;
        const usedAt = usesOf(elevation).find((use) => {
          const after = use.getTime() - change.at.getTime();
          return after >= 0 && after <= hours * hour;
        });
        const missed = missedBy(elevation, change, lost.get(change) ?? []);
        if (usedAt !== undefined && missed.length > 0) return [{ change, elevation, usedAt, missed }];
      }
      return [];
    });
    return groupBy(used, ({ change }) => change.eventIds.join(' ')).map((group) => {
      const { change, elevation, usedAt } = group[0];
      const people = new Set(group.map((use) => displayName(use.elevation.principal)));
      const who = `${actorAtStart(change.initiator)} weakened the settings of ${roleTitle(elevation)}`;
      const by = people.size === 1 ? [...people].join('') : plural(people.size, 'person', 'people');
      const often = group.length === people.size ? '' : ` ${plural(group.length, 'time')}`;
      const minutes = Math.max(1, (usedAt.getTime() - change.at.getTime()) / 60_000);
      const first = group.length === 1 ? '' : ', the first';
      const did = usedAt < elevation.startedAt ? 'scheduled its activation' : 'activated it';
      const used = `${by} ${did}${often}${first} ${durationWords(minutes)} later`;
      const missed = new Set(group.flatMap((use) => use.missed.map(({ words }) => words)));
      const sentence = `${who} (${joinList([...missed])}), and ${used}.`;
      return {
        ...aboutChange(change, sentence),
        principal: people.size === 1 ? elevation.principal : null,
        role: elevation.role,
        scope: elevation.scope,
        count: group.length,
        parties: partiesOf(group.map((use) => ({ ...use.elevation, initiator: change.initiator }))),
        eventIds: [...change.eventIds, ...group.flatMap((use) => use.elevation.eventIds)],
      };
    });
  },
});

/** When a role was used: at its start, and where that was scheduled, when it was asked for and granted. */
const usesOf = ({ isScheduled, requestedAt, approvedAt, startedAt }: StartedElevation): Date[] =>
  [...(isScheduled ? [requestedAt, approvedAt] : []), startedAt].filter((at) => at !== null);

/**
 * Returns which weakenings of a change an activation profited from: those that were not restored before it was first asked
 * for, granted or started after the change.
 */
function missedBy(
  { requestedAt, approvedAt, startedAt }: StartedElevation,
  { at }: Change,
  weakened: readonly Weakening[],
): Weakening[] {
  const steps = [requestedAt, approvedAt, startedAt].flatMap((step) => step?.getTime() ?? []);
  const first = Math.min(...steps.filter((step) => step >= at.getTime()));
  return weakened.filter(({ restoredAt }) => restoredAt === null || restoredAt.getTime() >= first);
}

/** Rules about changed role settings. */
export const settingsRules: readonly Rule[] = [
  roleSettingWeakened,
  roleSettingChanged,
  weakenedThenActivated,
];
