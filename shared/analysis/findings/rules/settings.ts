import type { Change } from '../../../domain/change';
import type { Elevation } from '../../../domain/elevation';
import { displayName } from '../../../domain/people';
import { isStarted } from './activation-volume';
import { groupBy, roleIdentity } from '../grouping';
import { aboutChange } from '../about';
import { defineRule } from '../rule';
import { listed, plural, printMinutes, quote, roleTitle } from '../sentence';
import { readSettingsText, type DurationKind } from '../settings-text';

const hour = 3_600_000;

const isSetting = ({ kind, result }: Change): boolean =>
  kind === 'role-setting-changed' && result === 'completed';

/**
 * What each settings change gave up, in words, by change; a change that is not in it weakened nothing that is
 * understood. A raised duration counts only against a known one: the text's own, or an earlier change's.
 */
function weakenings(changes: readonly Change[]): Map<Change, readonly string[]> {
  const weakened = new Map<Change, readonly string[]>();
  const settings = changes.filter(isSetting).sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const ofRole of groupBy(settings, settingIdentity)) {
    const known = new Map<DurationKind, number>();
    for (const change of ofRole) {
      const { givenUp, durations } = readSettingsText(change.justification);
      const raised = durations.flatMap(({ kind, minutes, previousMinutes }) => {
        const before = previousMinutes ?? known.get(kind) ?? minutes;
        known.set(kind, minutes);
        const limits = `from ${printMinutes(before)} to ${printMinutes(minutes)}`;
        return minutes > before ? [`maximum ${kind} raised ${limits}`] : [];
      });
      if (givenUp.length + raised.length > 0) weakened.set(change, [...givenUp, ...raised]);
    }
  }
  return weakened;
}

/** Azure roles have settings for every scope, directory roles one for all: the scope matters only for Azure. */
const settingIdentity = (of: Change): string =>
  of.provider === 'azure' ? `${roleIdentity(of)} ${of.scope?.id ?? ''}` : roleIdentity(of);

/**
 * Whether a settings change is about the role of an elevation. By name too, because a settings event may carry
 * another id of the role than its template's; and in the same group or Azure scope, as far as both are known.
 */
function isSameRole(change: Change, { provider, role, scope }: Elevation): boolean {
  if (change.role === null || change.provider !== provider) return false;
  if (!same(change.role.id, role.id) && !same(change.role.name, role.name)) return false;
  if (provider === 'entra' || change.scope === null) return true;
  return same(change.scope.id, scope.id) || same(change.scope.name, scope.name);
}

function same(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** A role is less protected than before. */
export const roleSettingWeakened = defineRule({
  id: 'role-setting-weakened',
  severity: 'high',
  title: 'Role setting weakened',
  why: 'A protection that was given up is missing from every later activation of the role.',
  thresholds: {},
  find: ({ changes, allChanges }) => {
    const weakened = weakenings(allChanges);
    return changes.flatMap((change) => {
      const what = weakened.get(change);
      if (what === undefined) return [];
      const who = `${displayName(change.initiator)} weakened the settings of ${roleTitle(change)}`;
      return [aboutChange(change, `${who}: ${listed(what)}.`)];
    });
  },
});

/** The text of a settings change without the words that each begins with, nor its full stop. */
const withoutHeading = (text: string): string =>
  text
    .replace(/^\s*setting changes in this session:/i, '')
    .trim()
    .replace(/\.$/, '');

/** A role's settings were changed, for the better or in words that are not understood. */
export const roleSettingChanged = defineRule({
  id: 'role-setting-changed',
  severity: 'low',
  title: 'Role setting changed',
  why: 'Who may use a role, how long and with what checks is decided by its settings.',
  thresholds: {},
  find: ({ changes, allChanges }) => {
    const weakened = weakenings(allChanges);
    return changes
      .filter((change) => isSetting(change) && !weakened.has(change))
      .map((change) => {
        const who = `${displayName(change.initiator)} changed the settings of ${roleTitle(change)}`;
        const text = withoutHeading(change.justification ?? '');
        return aboutChange(change, text === '' ? `${who}.` : `${who}: ${quote(text)}.`);
      });
  },
});

/** A role's protection was given up and the role was used at once. */
export const weakenedThenActivated = defineRule({
  id: 'weakened-then-activated',
  severity: 'high',
  title: 'Weakened, then activated',
  why: 'Giving up a protection and using the role right after is how a check is got around.',
  thresholds: { hours: 24 },
  find: ({ elevations, allChanges }, { hours }) => {
    const weakened = [...weakenings(allChanges).keys()].sort((a, b) => b.at.getTime() - a.at.getTime());
    // Each activation belongs to the last weakening before it, or two in a row would tell of it twice.
    const used = elevations.filter(isStarted).flatMap((elevation) => {
      const change = weakened.find((before) => {
        const after = elevation.startedAt.getTime() - before.at.getTime();
        return after >= 0 && after <= hours * hour && isSameRole(before, elevation);
      });
      return change === undefined ? [] : [{ change, elevation }];
    });
    return groupBy(used, ({ change }) => change.eventIds.join(' ')).map((group) => {
      const { change, elevation } = group[0];
      const people = new Set(group.map((use) => displayName(use.elevation.principal)));
      const what = `${roleTitle(elevation)} was activated`;
      const often = group.length === 1 ? '' : ` ${plural(group.length, 'time')}`;
      const by =
        people.size === 1 ? ` by ${[...people].join('')}` : ` by ${plural(people.size, 'principal')}`;
      const after = `within ${printMinutes(hours * 60)} after ${displayName(change.initiator)} weakened its settings`;
      return {
        ...aboutChange(change, `${what}${often}${by} ${after}.`),
        principal: people.size === 1 ? elevation.principal : null,
        role: elevation.role,
        scope: elevation.scope,
        at: elevation.startedAt,
        count: group.length,
        eventIds: [...change.eventIds, ...group.flatMap((use) => use.elevation.eventIds)],
      };
    });
  },
});
