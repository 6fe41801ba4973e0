import { severities, type Severity } from '../../domain/finding';
import type { LogSource } from '../../domain/events/log-source';
import {
  knownName,
  type Identity,
  type Principal,
  type Provider,
  type RatedRole,
  type Scope,
} from '../../domain/events/people';
import { entraPage } from '../entra-page';
import type { RowFindings } from './row-findings';
import { severityTones } from '../words/word-tones';
import { providerWords } from '../words/words';
import { collapsed, id, long, number, text, word, yesNo, type ColumnFacts } from './column';

/** One person or several; null without one. */
type People<T> = T | readonly T[] | null;

/** Returns one fact of each person, joined by commas; null if none has it. */
const ofEach = <T extends object>(who: People<T>, fact: (one: T) => string | null): string | null =>
  [who ?? []]
    .flat()
    .flatMap((one) => fact(one as T) ?? [])
    .join(', ') || null;

/** The name of a person, linked to the Entra page; of several people their names. */
export function person<Row>(
  header: string,
  help: string,
  of: (row: Row) => People<Pick<Principal, 'id' | 'name' | 'upn' | 'type'>>,
): ColumnFacts<Row> {
  return text(header, 22, help, (row) => ofEach(of(row), knownName), {
    link: (row) => {
      const [who, ...others] = [of(row) ?? []].flat();
      return who === undefined || others.length > 0 ? null : entraPage(who);
    },
  });
}

/** The sign-in name of a person, collapsed. */
export function upn<Row>(header: string, of: (row: Row) => People<Identity>): ColumnFacts<Row> {
  const help = `The sign-in name of "${header.replace(' (UPN)', '')}". Empty for groups and applications.`;
  return text(header, 30, help, (row) => ofEach(of(row), (who) => who.upn), collapsed);
}

/** The object id of a person, collapsed. */
export function objectId<Row>(header: string, of: (row: Row) => People<Identity>): ColumnFacts<Row> {
  const help = `The object id of "${header.replace(' (id)', '')}".`;
  return id(header, 38, help, (row) => ofEach(of(row), (who) => who.id), collapsed);
}

export function role<Row>(help: string, of: (row: Row) => RatedRole | null): ColumnFacts<Row> {
  return text('Role', 26, help, (row) => knownName(of(row)));
}

export function scope<Row>(of: (row: Row) => Scope | null): ColumnFacts<Row> {
  const help = 'Where the role applies: the directory, an administrative unit, a group or an Azure resource.';
  return text('Scope', 18, help, (row) => knownName(of(row)));
}

export function privileged<Row>(of: (row: Row) => RatedRole | null): ColumnFacts<Row> {
  const help = 'Whether Microsoft, or your settings, call the role privileged.';
  return text('Privileged', 12, help, (row) => yesNo(of(row)?.privileged ?? null), collapsed);
}

export function provider<Row extends { readonly provider: Provider }>(): ColumnFacts<Row> {
  const help = 'Entra roles, Groups (PIM for Groups) or Azure resources.';
  return text('Provider', 16, help, (row) => providerWords[row.provider], collapsed);
}

/** The sources of a row's events, collapsed. */
export function source<Row>(of: (row: Row) => readonly LogSource[]): ColumnFacts<Row> {
  const help =
    'Where its events were read: graph is Microsoft Graph, live; all others are imported files. "About" says what each cannot know.';
  return text('Source', 16, help, (row) => of(row).join(', '), collapsed);
}

/** A row that events prove. */
export interface Proved {
  readonly eventIds: readonly string[];
}

/** The ids of the events that prove a row, collapsed. */
export function eventIds<Row extends Proved>(help: string): ColumnFacts<Row> {
  return id('Event ids', 40, help, (row) => row.eventIds.join(', ') || null, collapsed);
}

/** The columns of {@link findingsOf} for a row that events prove. */
export const findingsOfEvents = <Row extends Proved>(findings: RowFindings) =>
  findingsOf<Row>(
    (row) => findings.worstOf(row.eventIds),
    (row) => findings.rulesOf(row.eventIds),
  );

/**
 * The columns of a row's open findings: the worst severity, the rules, and a number to sort by.
 * @param worst the worst severity of the rules; null without one
 */
export function findingsOf<Row>(
  worst: (row: Row) => Severity | null,
  rulesOf: (row: Row) => readonly string[],
) {
  return {
    worst: word<Row>(
      'Worst',
      10,
      'The worst severity of the open findings that are based on this row. Empty without one.',
      worst,
      severityTones,
    ),
    findings: long<Row>(
      'Findings',
      24,
      'The rules of the open findings that are based on this row; the Findings sheet has their sentences.',
      (row) => rulesOf(row).join(', ') || null,
    ),
    worstRank: number<Row>(
      'Worst (rank)',
      13,
      'The same as a number, 1 for high to 4 for info, to sort by.',
      (row) => {
        const severity = worst(row);
        return severity === null ? null : severities.indexOf(severity) + 1;
      },
      collapsed,
    ),
  };
}
