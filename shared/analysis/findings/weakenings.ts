import type { PolicyList } from '../../domain/access/access-history';
import { isCompleted, type Change } from '../../domain/events/change';
import { roleKey, scopeKey, type Scope } from '../../domain/events/people';
import { fold } from '../../domain/fold';
import { durationWords } from '../../text/duration-words';
import { groupBy } from '../group-by';
import { compositeKey } from '../identities';
import type { FindingContext } from './rule';
import type { DurationChange, DurationKind } from './wording/settings-statement';
import { isLimited, isRegained, readSettingsText, type SettingsText } from './wording/settings-text';

/** Returns whether a change is one of role settings that was saved. */
export const isSetting = (change: Change): boolean =>
  change.kind === 'role-setting-changed' && isCompleted(change);

/** One protection that a settings change gave up. */
export interface Weakening {
  /** What was given up: "approval turned off". */
  readonly words: string;
  /** When a later change of the same settings restored it; null if none did. */
  readonly restoredAt: Date | null;
}

/** A weakening that no change has restored so far. */
interface OpenWeakening extends Weakening {
  readonly since: Date;
  restoredAt: Date | null;
  readonly isRestoredBy: (text: SettingsText) => boolean;
}

/**
 * Returns what each settings change weakened; changes that weakened nothing that is understood are absent. A raised
 * duration is found by comparing with the earlier value: from the text, an earlier change, the last snapshot of role
 * settings before it, or else Microsoft's default.
 */
export function weakenings({
  allChanges,
  rolePolicies = [],
}: FindingContext): Map<Change, readonly Weakening[]> {
  const weakened = new Map<Change, readonly Weakening[]>();
  const settings = allChanges.filter(isSetting).sort((a, b) => a.at.getTime() - b.at.getTime());
  for (const ofRole of groupBy(settings, settingIdentity)) {
    const known = new Map<DurationKind, number>();
    let open: OpenWeakening[] = [];
    for (const change of ofRole) {
      const text = readSettingsText(change.justification);
      open = stillOpen(open, text, change.at);
      const opened = { since: change.at, restoredAt: null };
      const lost = text.givenUp.map((words): OpenWeakening => ({
        ...opened,
        words,
        isRestoredBy: (later) => isRegained(words, later),
      }));
      const raised = text.durations.flatMap((duration): OpenWeakening[] => {
        const { kind, minutes, previousMinutes } = duration;
        const before =
          previousMinutes ??
          known.get(kind) ??
          (kind === 'activation' ? snapshotBefore(change, rolePolicies) : null);
        known.set(kind, minutes);
        const limit = before ?? Math.min(defaults[kind], minutes - 1);
        const isRestoredBy = (later: SettingsText): boolean => isLimited(kind, limit, later);
        return text.endedPermanence.includes(kind)
          ? []
          : raisedWords(duration, before).map((words) => ({ ...opened, words, isRestoredBy }));
      });
      const all = [...lost, ...raised];
      open.push(...all);
      if (all.length > 0) weakened.set(change, all);
    }
  }
  return weakened;
}

/** Marks what a change restores, and returns the others. Of changes at the same time it cannot be told which came last. */
function stillOpen(open: readonly OpenWeakening[], text: SettingsText, at: Date): OpenWeakening[] {
  return open.filter((weakening) => {
    if (weakening.since >= at || !weakening.isRestoredBy(text)) return true;
    weakening.restoredAt = at;
    return false;
  });
}

/** PIM's defaults in minutes: 8 hours, a year, half a year. Source: Microsoft's documentation of role settings in PIM. */
const defaults: Readonly<Record<DurationKind, number>> = {
  activation: 480,
  'eligible assignment': 365 * 1440,
  'active assignment': 180 * 1440,
};

function raisedWords({ kind, minutes, isRaised }: DurationChange, before: number | null): string[] {
  const to = durationWords(minutes);
  if (before !== null)
    return minutes > before ? [`maximum ${kind} raised from ${durationWords(before)} to ${to}`] : [];
  if (isRaised) return [`maximum ${kind} raised to ${to}`];
  const standard = defaults[kind];
  return minutes > standard
    ? [`maximum ${kind} set to ${to}, more than the default of ${durationWords(standard)}`]
    : [];
}

/** The longest activation of a role in the last snapshot before a change, in minutes; null without one. */
function snapshotBefore({ at, role, provider }: Change, policies: readonly PolicyList[]): number | null {
  const id = provider === 'entra' ? fold(role?.id) : '';
  const reading = policies.findLast((list) => list.at < at);
  return id === '' ? null : (reading?.rows.find(({ roleId }) => fold(roleId) === id)?.maximumMinutes ?? null);
}

/**
 * Returns the key of what has settings of its own: a directory role, a role of a group, or an Azure role in a scope. In
 * Azure the name counts beside the id, because the id can be the subscription's, taken from the path of the role. Settings
 * whose place is unknown are like no others.
 */
function settingIdentity(change: Change): string {
  const { provider, role, eventIds } = change;
  const whose = role === null ? '' : roleKey(role);
  if (provider === 'entra') return compositeKey(provider, whose);
  const place = placeOf(change);
  if (scopeKey(place) === '') return compositeKey(provider, whose, 'unknown place', ...eventIds);
  const id = fold(place?.id);
  return compositeKey(provider, whose, id, provider === 'azure' || id === '' ? fold(place?.name) : '');
}

/**
 * Returns the group or resource whose settings were changed; null if the event names the role alone. An event whose scope is
 * no such place names it as its subject: an Azure resource without a path stands beside the directory. A directory role has
 * one list of settings: its scope is that of the event.
 */
export function placeOf({ provider, scope, subject, role }: Change): Scope | null {
  const isPlace = provider === 'group' ? scope !== null : scope?.id?.startsWith('/') === true;
  if (isPlace || provider === 'entra') return scope;
  const isNamed = subject !== null && fold(subject) !== fold(role?.name);
  return isNamed ? { id: null, name: subject } : scope;
}
