import type { Rule } from '../../shared/analysis/findings/rule';
import { privilegedEntraRoles, tier0 } from '../../shared/catalogue/privileged-roles';
import { severities } from '../../shared/domain/finding';
import type { Threshold } from '../../shared/domain/findings-policy';

/** The command that writes the document anew. */
export const findingsDocCommand = 'npm run docs:findings';

/** What a rule's data cannot say: when its severity differs, and what it waits for. A rule needs no entry. */
const remarks: Readonly<Record<string, string>> = {
  'new-role-holder':
    'High when the role is a tier-0 role; info when an expected app or person gave it outside PIM.',
  'removal-failed': 'High when the role is a tier-0 role.',
  'standing-permanent': 'High when the role is a tier-0 role.',
  'role-setting-below-baseline':
    'High when a tier-0 role needs no multi-factor authentication, or Global Administrator no approval.',
  'role-setting-changed': 'Medium when a part of the text that is not understood may turn something off.',
  'appeared-without-event': 'Medium when not every day in between was collected.',
  'vanished-without-event': 'Medium when not every day in between was collected.',
  'activation-failed': 'Medium from `mediumFrom` failures of one principal, role and reason.',
  'off-hours-activation':
    'Medium when the role is a tier-0 role. What business hours are is set once for all.',
  'first-activation-of-role': 'Medium when the role is a tier-0 role.',
  'ticket-missing':
    'Off until `pattern` is set, a regular expression that good tickets match; no `roles` means all.',
  'break-glass-used': 'Finds nothing until `breakGlassAccounts` names the accounts.',
  'assigned-outside-pim':
    'Info where `expectedInitiators` or Microsoft expects it. An app called MS-PIM, as PIM is called in the directory, is taken for PIM only where PIM itself logged the same within five minutes.',
};

/** An object id, for examples. */
const trustedApp = '7d1f5c1e-0000-4000-8000-000000000000';

const tier0Names = tier0.map((id) => privilegedEntraRoles[id] ?? id);

const introduction = `# What the report finds

<!-- Generated from the rules by \`${findingsDocCommand}\`: change the rules, not this file. -->

A finding is something that needs a human's eye. It has a rule, a severity, one sentence, the principal, the role, where, when, and the ids of the audit events that prove it. The mail and the workbook list the worst first: by severity (${severities.join(', ')}), and within a severity by the weight of the rule, to which each use of a tier-0 role adds 100; then by time.

- **high**: somebody should look today.
- **medium**: somebody should look this week.
- **low**: a habit worth a word, or a detail that matters beside another finding.
- **info**: good to know.

**Privileged** are the roles that Microsoft marks so, and those that \`privilegedRoles\` adds. **Tier 0** are the three whose holders can take over the tenant: ${tier0Names.slice(0, -1).join(', ')} and ${tier0Names.at(-1)}.

## The setting

The app setting \`FINDINGS\` holds one JSON object; what it leaves out keeps its default. A misspelt rule or threshold stops the start with a sentence that says what is wrong.

\`\`\`json
{
  "long-activation": { "hours": 4, "severity": "medium" },
  "disabled": ["tier0-activated"],
  "suppress": [
    {
      "rule": "assigned-outside-pim",
      "initiator": "${trustedApp}",
      "reason": "Known migration by Purview, accepted by the CISO",
      "until": "2027-03-31"
    }
  ],
  "privilegedRoles": ["Port Terminal Support"],
  "breakGlassAccounts": ["breakglass1@contoso.com"],
  "expectedInitiators": [
    "${trustedApp}",
    { "initiator": "HR Provisioning", "roles": ["Exchange Administrator"] }
  ],
  "businessHours": { "days": ["Mon", "Tue", "Wed", "Thu", "Fri"], "from": "07:00", "to": "19:00" }
}
\`\`\`

- **Thresholds** stand under the rule's id, by name. A bare value is the rule's first threshold: \`{ "long-activation": 4 }\`.
- **\`severity\`** stands beside them, and holds for every finding of the rule: \`{ "long-activation": { "severity": "info" } }\`.
- **\`disabled\`** switches rules off: they find nothing, and nothing is counted.
- **\`suppress\`** is for a known-good case. It names the rule, and any of \`principal\`, \`role\` and \`initiator\` (who did it) by object id, UPN or name; case does not matter, and what is left out may be anything. A name is easily copied: anybody who may rename an app, a group or themselves can slip under a suppression that goes by names, so object ids are best. What looks like an object id matches ids alone, and what has an \`@\` UPNs alone. A finding about the log itself names no principal. One that gathers several people, or was caused by several, is suppressed only where each of them is, by one suppression or by several. A suppression needs a \`reason\`. A suppressed finding stays in the workbook, marked with its reason, and is not counted as open.
- **\`until\`** is the last UTC date on which a suppression holds. From the day after, the finding is open again, and its sentence ends with "(this was suppressed until 2027-03-31)", so that somebody renews or drops it. Without \`until\` it holds for good.
- **\`privilegedRoles\`** are further roles, by id or name; **\`breakGlassAccounts\`** are object ids or UPNs of accounts for emergencies. They, and the ids and names in thresholds, match as in \`suppress\`.
- **\`expectedInitiators\`** are the people and apps that may assign roles outside PIM: such an assignment is info and nothing worse. An entry is an object id (best), a UPN or a display name, alone or with the \`roles\` for which it is expected. Microsoft's PurviewRoleAssignmentMigrator is expected without being listed, for the three Purview Workload Content roles only, because any app can be given its name.
- **\`businessHours\`** count in the report's time zone; the end is exclusive, and \`24:00\` is midnight. A night shift ends on the next day: with \`"days": ["Fri"], "from": "22:00", "to": "06:00"\` Saturday at 05:00 counts as work.

## One story, one finding

A finding that rests on the events of a stronger one alone is merged into it: the report counts the story once, and lists the weaker rules under \`alsoRules\` ("Other rules" in the workbook). So a bulk assignment is one finding and not one for each person, and a setting that was weakened and then used is one. What is suppressed stays a finding of its own. Immediate alerts are made rule by rule.

## History

Some rules compare with the weeks before ("not in the last 90 days"). They use what this program has stored. While it knows fewer days than that, such a finding says how many, as in "for the first time in the 14 days on record": much is then new only to the store. Below \`minimumHistoryDays\` such a rule says nothing.`;

/**
 * The manual of the rules: Markdown, as prettier would leave it. Depends on the rules' data alone, so a new rule
 * is in it without a change here.
 */
export function findingsDoc(rules: readonly Rule[]): string {
  const order = (rule: Rule): number => severities.indexOf(rule.severity);
  const sorted = [...rules].sort((a, b) => order(a) - order(b) || b.weight - a.weight);
  const rows = sorted.map(({ id, title, severity, weight }) => [
    `[\`${id}\`](#${id})`,
    severity,
    `${weight}`,
    title,
  ]);
  const parts = [
    introduction,
    `## The ${rules.length} rules`,
    table(['Rule', 'Severity', 'Weight', 'What it finds'], rows),
    ...sorted.map(section),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(rule: Rule): string {
  const { id, title, severity, why, advice, thresholds } = rule;
  const entries = Object.entries(thresholds);
  const remark = remarks[id];
  const days = rule.lookBackDays?.(thresholds);
  const defaults = entries.map(([name, value]) => `- \`${name}\`: ${defaultWords(value)}`);
  const example = Object.fromEntries(entries.map(([name, value]) => [name, exampleOf(name, value)]));
  const change =
    entries.length === 0
      ? ['It has no thresholds.']
      : ['Thresholds:', defaults.join('\n'), `To change: ${code({ [id]: example })}`];
  return [
    `### ${id}`,
    `**${title}** · ${severity}`,
    `Why it matters: ${why}`,
    `What to do: ${advice}`,
    ...(remark === undefined ? [] : [remark]),
    ...(days === undefined ? [] : [`It looks back ${days} days.`]),
    ...change,
    `To change its severity: ${code({ [id]: { severity: severity === 'low' ? 'medium' : 'low' } })}`,
    `To switch off: ${code({ disabled: [id] })}`,
    `For one known case: ${code({ suppress: [{ rule: id, principal: 'anna@contoso.com', reason: 'Agreed with the CISO', until: '2027-03-31' }] })}`,
  ].join('\n\n');
}

function defaultWords(value: Threshold): string {
  if (typeof value === 'number') return `${value}`;
  if (value.length === 0) return typeof value === 'string' ? 'empty' : 'none';
  return typeof value === 'string' ? `\`${value}\`` : value.map((entry) => `\`${entry}\``).join(', ');
}

/** A value of the threshold's kind to write over: its default, or something telling where that is empty. */
function exampleOf(name: string, value: Threshold): Threshold {
  if (typeof value === 'number' || value.length > 0) return value;
  if (typeof value === 'string') return '^(CHG|INC)[0-9]+$';
  return name === 'roles' ? ['Global Administrator'] : [trustedApp];
}

/** JSON as code inside a line. */
function code(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}

/** A table whose columns are as wide as their widest cell, as prettier wants it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
