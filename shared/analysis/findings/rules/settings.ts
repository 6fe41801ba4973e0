import { isCompleted, type Change } from '../../../domain/change';
import { isStarted, type Elevation } from '../../../domain/elevation';
import { fold } from '../../../domain/fold';
import { displayName } from '../../../domain/people';
import { durationWords } from '../../../text/duration-words';
import { joinList, plural } from '../../../text/plural';
import { quote } from '../../../text/quote';
import { groupBy } from '../../group-by';
import { roleIdentity } from '../../identities';
import { aboutChange } from '../about';
import { defineRule, type Rule } from '../rule';
import { actorAtStart, actorName, roleTitle } from '../sentence';
import { readSettingsText, type DurationKind } from '../settings-text';

const hour = 3_600_000;

const isSetting = (change: Change): boolean => change.kind === 'role-setting-changed' && isCompleted(change);

/**
 * Returns what each settings change weakened, in words; changes that weakened nothing that is understood are absent. A
 * raised duration counts only against a known earlier value: the text's own, or that of an earlier change.
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
        const limits = `from ${durationWords(before)} to ${durationWords(minutes)}`;
        return minutes > before ? [`maximum ${kind} raised ${limits}`] : [];
      });
      if (givenUp.length + raised.length > 0) weakened.set(change, [...givenUp, ...raised]);
    }
  }
  return weakened;
}

/** Azure roles have settings per scope, directory roles one for all: the scope matters only for Azure. */
const settingIdentity = (of: Change): string =>
  of.provider === 'azure' ? `${roleIdentity(of)} ${of.scope?.id ?? ''}` : roleIdentity(of);

/**
 * Whether a settings change is about the role of an elevation. The name counts too, because a settings event may carry an
 * id other than the template's; so does the group or Azure scope, where both are known.
 */
function isSameRole(change: Change, { provider, role, scope }: Elevation): boolean {
  if (change.role === null || change.provider !== provider) return false;
  if (!same(change.role.id, role.id) && !same(change.role.name, role.name)) return false;
  if (provider === 'entra' || change.scope === null) return true;
  return same(change.scope.id, scope.id) || same(change.scope.name, scope.name);
}

function same(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && fold(a) === fold(b);
}

const roleSettingWeakened = defineRule({
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
      const who = `${actorAtStart(change.initiator)} weakened the settings of ${roleTitle(change)}`;
      return [aboutChange(change, `${who}: ${joinList(what)}.`)];
    });
  },
});

/** The text of a settings change without the words that every one begins with, and without its full stop. */
const withoutHeading = (text: string): string =>
  text
    .replace(/^\s*setting changes in this session:/i, '')
    .trim()
    .replace(/\.$/, '');

const roleSettingChanged = defineRule({
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
        const who = `${actorAtStart(change.initiator)} changed the settings of ${roleTitle(change)}`;
        const text = withoutHeading(change.justification ?? '');
        return aboutChange(change, text === '' ? `${who}.` : `${who}: ${quote(text)}.`);
      });
  },
});

const weakenedThenActivated = defineRule({
  id: 'weakened-then-activated',
  severity: 'high',
  title: 'Weakened, then activated',
  why: 'Giving up a protection and using the role right after is how a check is got around.',
  thresholds: { hours: 24 },
  find: ({ elevations, allChanges }, { hours }) => {
    const weakened = [...weakenings(allChanges).keys()].sort((a, b) => b.at.getTime() - a.at.getTime());
    // Each activation belongs to the last weakening before it, so that it is reported once.
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
      const after = `within ${durationWords(hours * 60)} after ${actorName(change.initiator)} weakened its settings`;
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

/** Rules about changed role settings. */
export const settingsRules: readonly Rule[] = [
  roleSettingWeakened,
  roleSettingChanged,
  weakenedThenActivated,
];
