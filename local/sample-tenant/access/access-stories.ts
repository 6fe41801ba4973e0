import { later } from '../activations/activation-log';
import type { ActivationTruth } from '../activations/activation-truth';
import type { Calendar } from '../calendar';
import type { Company } from '../company';
import type { Member } from '../people';
import type { Grant } from '../roles';
import type { AccessLog } from './access-log';
import { entraGrant, type FirstHolding, type Holding } from './holdings';

const day = 86_400_000;
const hour = 3_600_000;

/** What the sample's standing access is made of. */
export interface SampleAccessParts {
  readonly company: Company;
  readonly log: AccessLog;
  readonly calendar: Calendar;
  /** When the log begins. */
  readonly start: Date;
  /** The activations as of a moment. */
  readonly truthAt: (moment: Date) => readonly ActivationTruth[];
}

/** What nobody logged in the sample: a case of each way in which snapshots and events disagree. */
export interface Disagreements {
  /** Appears in the middle of the week, without an event. */
  readonly appears: Holding;
  /** Vanishes in the middle of the week, without an event. */
  readonly vanishes: Holding;
  /** An activation that is missing from the log. */
  readonly unlogged: {
    readonly member: Member;
    readonly grant: Grant;
    readonly from: Date;
    readonly to: Date;
  };
  /** Who was given a role by an event that had no effect. */
  readonly withoutEffect: { readonly memberId: string; readonly roleId: string };
}

/** Whoever activates a role was made eligible long before the log begins; every ninth without an end. */
export function everyday({ company, start, truthAt }: SampleAccessParts): FirstHolding[] {
  const since = later(start, -120 * day);
  const members = new Map([...company.staff, ...company.guests].map((member) => [member.id, member]));
  const grants = new Map(company.grants.map((grant) => [`${grant.role.id} ${grant.scope.id}`, grant]));
  const activating = truthAt(later(start, 400 * day)).flatMap(({ principal, role, scope }) => {
    const [member, grant] = [members.get(principal.id), grants.get(`${role.id} ${scope.id}`)];
    return member && grant ? [{ member, grant }] : [];
  });
  const pairs = new Map(
    [...company.eligible, ...activating].map((pair) => [
      `${pair.member.id} ${pair.grant.role.id} ${pair.grant.scope.id}`,
      pair,
    ]),
  );
  return [...pairs.values()]
    .filter(({ grant }) => grant.provider !== 'azure')
    .map(({ member, grant }, index) => ({
      ...({ kind: 'eligible', member, grant, startsAt: since } as const),
      endsAt: index % 9 === 8 ? null : later(since, (300 + (index % 5) * 13) * day),
    }));
}

/** Holdings that are findings by themselves. */
export function remarkable({ company, start, calendar }: SampleAccessParts): FirstHolding[] {
  const grant = (name: string) => entraGrant(company.grants, name);
  const since = later(start, -60 * day);
  const last = calendar.lastWeekMoment(5);
  const { staff, apps, teams, approvers } = company;
  const active = (member: Member | undefined, role: string): FirstHolding[] =>
    member ? [{ kind: 'active', member, grant: grant(role), startsAt: null, endsAt: null }] : [];
  const eligible = (member: Member | undefined, role: string, endsAt: Date): FirstHolding[] =>
    member ? [{ kind: 'eligible', member, grant: grant(role), startsAt: since, endsAt }] : [];
  return [
    ...active(approvers[0], 'Global Administrator'),
    ...active(staff[5], 'Privileged Role Administrator'),
    ...active(apps[1], 'Global Administrator'),
    ...eligible(staff[15], 'Privileged Role Administrator', later(since, 300 * day)),
    ...eligible(staff[14], 'User Administrator', later(since, 300 * day)),
    ...eligible(staff[16], 'Teams Administrator', later(last, 9 * day)),
    ...eligible(teams[0], 'Helpdesk Administrator', later(since, 300 * day)),
  ];
}

/** The differences between snapshots and events, at their times in the last week. */
export function disagreements({ company, start, calendar }: SampleAccessParts): Disagreements {
  const grant = (name: string) => entraGrant(company.grants, name);
  const person = (index: number): Member => {
    const member = company.staff[index];
    if (member === undefined) throw new RangeError(`The company has no person ${index}.`);
    return member;
  };
  const wednesday = calendar.lastWeekMoment(3);
  const midnight = new Date(Math.floor(wednesday.getTime() / day) * day + day);
  return {
    appears: {
      ...{ kind: 'active', member: person(17), grant: grant('Conditional Access Administrator') },
      ...{ startsAt: wednesday, endsAt: null, takenAt: null },
    },
    vanishes: {
      ...{ kind: 'active', member: person(18), grant: grant('Billing Administrator') },
      ...{ startsAt: later(start, -90 * day), endsAt: null, takenAt: wednesday },
    },
    // In force when the collection of Thursday, at 01:30, takes its snapshot.
    unlogged: {
      ...{ member: person(19), grant: grant('SharePoint Administrator') },
      ...{ from: later(midnight, hour / 4), to: later(midnight, 5 * hour) },
    },
    withoutEffect: { memberId: person(23).id, roleId: grant('SharePoint Administrator').role.id },
  };
}
