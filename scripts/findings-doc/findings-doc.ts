import type { Rule } from '../../shared/analysis/findings/rule';
import { privilegedEntraRoles, tier0 } from '../../shared/catalogue/privileged-roles';
import { severities } from '../../shared/domain/finding';
import type { Threshold } from '../../shared/domain/findings-policy';
import { joinList } from '../../shared/text/plural';

/** The command that writes the document anew. */
export const findingsDocCommand = 'npm run docs:findings';

/** Remarks that a rule's data cannot express: when its severity differs, and which setting it needs. Optional per rule. */
const remarks: Readonly<Record<string, string>> = {
  'events-missing': 'If Microsoft no longer has the day, it says to import an exported log instead.',
  'collection-gap': 'If Microsoft no longer has the days, it says to import an exported log instead.',
  'new-role-holder':
    'High when the role is a tier-0 role; info when an expected app or person assigned it outside PIM.',
  'permanent-active-assignment':
    'Also when it ends more than a year later, the longest limit that PIM offers.',
  'permanent-eligibility': 'Also when it ends more than a year later, the longest limit that PIM offers.',
  'removal-failed': 'High when the role is a tier-0 role.',
  'standing-permanent': 'High when the role is a tier-0 role.',
  'role-setting-below-baseline':
    'High when a tier-0 role needs no multi-factor authentication, or Global Administrator no approval.',
  'role-setting-changed':
    'Medium when the report cannot parse a part of the change that may turn something off.',
  'appeared-without-event': 'Medium when a day in between was not collected.',
  'vanished-without-event': 'Medium when a day in between was not collected.',
  'activation-failed': 'Medium from `mediumFrom` failures of one principal, role and reason.',
  'off-hours-activation':
    'Medium when the role is a tier-0 role. `businessHours` sets the business hours for all rules.',
  'first-activation-of-role': 'Medium when the role is a tier-0 role.',
  'ticket-missing':
    'Off until you set `pattern`, a regular expression that valid tickets match. An empty `roles` means all roles.',
  'break-glass-used': 'Finds nothing until `breakGlassAccounts` names the accounts.',
  'assigned-outside-pim':
    'Info when the initiator is expected, by `expectedInitiators` or by default. PIM is named MS-PIM in the directory; an app of that name is taken for PIM only if PIM itself logged the same assignment within five minutes.',
};

/** An object id, for examples. */
const trustedApp = '7d1f5c1e-0000-4000-8000-000000000000';

const tier0Names = tier0.map((id) => privilegedEntraRoles[id] ?? id);

const introduction = `# What the report finds

<!-- Generated from the rules by \`${findingsDocCommand}\`: change the rules, not this file. -->

A finding is something that a person should review. It has a rule, a severity, one sentence, the principal, the role, the scope, the time, and the ids of the audit events that prove it. The mail and the workbook list the worst findings first: by severity (${severities.join(', ')}), new ones before those that the report before had too, then by the weight of the rule (plus 100 if its events are about a tier-0 role), then by time.

- **high**: review it today.
- **medium**: review it this week.
- **low**: a habit worth talking about, or a detail that matters together with another finding.
- **info**: good to know.

**Privileged** roles are those that Microsoft marks as privileged, and those that you add with \`privilegedRoles\`. **Tier 0** are the three roles whose holders can take over the tenant: ${joinList(tier0Names)}.

## The setting

The app setting \`FINDINGS\` is one JSON object; keys that you leave out keep their defaults. If you misspell a rule or a threshold, every run fails with an error that names it.

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

- **Thresholds** are set by name, under the id of the rule. A value without a name sets the first threshold of the rule: \`{ "long-activation": 4 }\`.
- **\`severity\`** is set next to the thresholds and applies to every finding of the rule: \`{ "long-activation": { "severity": "info" } }\`.
- **\`disabled\`** switches rules off: they find nothing and count nothing.
- **\`suppress\`** is for known-good cases. An entry names the rule, a \`reason\` (required), and any of \`principal\`, \`role\` and \`initiator\` (who did it), by object id, UPN or name. Case does not matter, and a key that you leave out matches anything. A suppressed finding stays in the workbook, marked with its reason, and is not counted as open.
  - Use object ids if you can: anybody who may rename an app, a group or themselves can take a name that is suppressed. A custom role can have the name of a built-in one: here and in \`expectedInitiators\`, the name of a role that Microsoft labels privileged does not match a role with another id, but the name of any other role matches every role that has it. A value that looks like an object id matches only ids; a value with an \`@\` matches only UPNs. An id in brackets or without hyphens, and a UPN in quotes or after \`mailto:\`, match nobody and are refused.
  - If a finding is about several people, or several people caused it, it is suppressed only if each of them is, by one suppression or by several. A finding about the log itself has no principal.
- **\`until\`** is the last UTC date on which a suppression applies. From the next day the finding is open again, and its sentence ends with "(this was suppressed until 2027-03-31)", so that somebody renews or removes the suppression. Without \`until\`, it applies for good.
- **\`privilegedRoles\`** lists further privileged roles, by id or name; **\`breakGlassAccounts\`** lists emergency accounts, by object id or UPN. Both, and the ids and names in thresholds, match as in \`suppress\`. A role's name that is almost that of a built-in role, short for one ("Global Admin") or a former one is refused; any other name may be a custom role.
- **\`expectedInitiators\`** lists the people and apps that may assign roles outside PIM: the severity of such an assignment is info. An entry is an object id (best), a UPN or a display name, alone or with the \`roles\` for which it is expected. Microsoft's PurviewRoleAssignmentMigrator is expected by default, but only for the three Purview Workload Content roles, because any app can be given its name.
- **\`businessHours\`** are in the time zone of the report; the end is exclusive, and \`24:00\` is midnight. A night shift ends on the next day: with \`"days": ["Fri"], "from": "22:00", "to": "06:00"\`, Saturday at 05:00 counts as working time. A night shift needs both times; otherwise the one that you leave out is that of the default.

## Overlapping findings

If all events of a finding also belong to a stronger finding, the two are merged: the report counts them once, and lists the weaker rules under \`alsoRules\` ("Other rules" in the workbook). If both are about the same principal and role, half of their events in common are enough. Two or more findings about the parts of a whole are merged into the finding about the whole even if they are stronger, and give it their severity. So a bulk assignment is one finding, not one for each person, and so is a setting that was weakened and then used. Suppressed findings are not merged, and neither are immediate alerts.

## History

Some rules compare with earlier weeks ("not in the last 90 days"), as far as PIM Report has stored them. If it has stored fewer days, the finding says how many, as in "for the first time in the 14 days on record", because much is then new only to the store. With less than \`minimumHistoryDays\` of history, such a rule finds nothing.`;

/**
 * Returns the manual of the rules: Markdown. It is made only from the rules' data, so a
 * new rule needs no change here.
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

/** Returns an example value for a threshold: its default, or a meaningful value if the default is empty. */
function exampleOf(name: string, value: Threshold): Threshold {
  if (typeof value === 'number' || value.length > 0) return value;
  if (typeof value === 'string') return '^(CHG|INC)[0-9]+$';
  return name === 'roles' ? ['Global Administrator'] : [trustedApp];
}

/** JSON as code inside a line. */
function code(value: unknown): string {
  return `\`${JSON.stringify(value)}\``;
}

/** A table whose columns are as wide as their widest cell. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
