import type { Severity } from '../../domain/finding';
import { displayName, principalKey } from '../../domain/events/people';
import { whoDidIt } from '../../analysis/findings/policy/who-did-it';
import { groupBy } from '../../analysis/group-by';
import { joinFirst, plural } from '../../text/plural';
import { oneLine } from '../../text/text-safety';
import { openFindings } from '../open-findings';
import type { ReportModel } from '../report-model';
import { columnsOf, type Panel } from './panel';

/**
 * The people to talk to: those who did what the open findings of high and medium severity report. The person with the most
 * high findings comes first, of equals the one with the worst finding. Services are left out: nobody can talk to them.
 */
export function peopleToTalkTo({ findings }: Pick<ReportModel, 'findings'>): Panel {
  const serious = openFindings({ findings }).open.filter(
    ({ severity }) => severity !== 'low' && severity !== 'info',
  );
  const withActor = serious.flatMap((finding) => {
    const who = whoDidIt(finding);
    return who === null ? [] : [{ who, severity: finding.severity }];
  });
  const rows = groupBy(withActor, ({ who }) => principalKey(who)).map((group) => {
    const count = (severity: Severity) => group.filter((one) => one.severity === severity).length;
    return { name: displayName(group[0].who), figures: { high: count('high'), medium: count('medium') } };
  });
  // People without a high finding are sorted by their number of medium ones. Others keep the order of the findings.
  rows.sort(({ figures: a }, { figures: b }) => b.high - a.high || (a.high === 0 ? b.medium - a.medium : 0));
  const columns = columnsOf({ high: ['High', 'count'], medium: ['Medium', 'count'] });
  return { title: 'People to talk to', names: 'Person', columns, rows };
}

/** `People to talk to: Mia Berg (3 high, 1 medium), …`; null when there is nobody. */
export function peopleSentence(panel: Panel): string | null {
  const people = peopleWords(panel);
  return people === null ? null : `${panel.title}: ${people}`;
}

/** `Mia Berg (3 high, 1 medium) and Bo Lind (1 high).`; null when there is nobody. */
export function peopleWords({ rows }: Panel): string | null {
  if (rows.length === 0) return null;
  const people = rows.map(({ name, figures }) => {
    const counts = Object.entries(figures ?? {}).filter(([, count]) => (count ?? 0) > 0);
    return `${oneLine(name, 40)} (${counts.map(([severity, count]) => `${count} ${severity}`).join(', ')})`;
  });
  return `${joinFirst(people, maxPeople, (rest) => plural(rest, 'other'))}.`;
}

const maxPeople = 5;
