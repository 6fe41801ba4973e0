import type { ActivationTruth } from './activations/activation-truth';
import type { Random } from './random';

const reasons = [
  'Reset MFA methods for a new phone of the warehouse shift lead',
  'Review mailbox forwarding rules after the phishing report of this morning',
  'Deploy hotfix 4.18.2 of the booking service to production',
  'Rotate the signing key of the payment gateway, planned change',
  'Investigate failed conditional access for the Rotterdam office',
  'Grant consent for the new HR integration after security review',
  'Add the harbour scanners to the Intune compliance policy',
  'Quarterly access review of SharePoint site owners',
  'Restore the deleted Teams channel of Customs Clearance',
  'Check sign-in logs for the incident of last night',
  'Renew the certificate of the carrier EDI endpoint',
  'Onboard three seasonal planners in dispatch',
  'Offboard a leaver: revoke sessions and convert the mailbox',
  'Scale out the AKS node pool before the month-end run',
  'Repair replication of the tariff database',
  'Update the licence assignment of the apprentices',
  'Export invoices for the auditors, ticket attached',
  'Adjust throttling of the partner API in the sandbox',
  'Enable litigation hold for the legal department',
  'Change the retention label of contracts, approved by legal',
  'Verify break-glass alerting as part of the yearly drill',
  'Fix the group-based licensing error of the Antwerp branch',
  'Prüfung der Rollenzuweisungen für das Audit in Hamburg',
  'Mise à jour des règles anti-spam après un faux positif',
];
const weak = ['test', 'work', 'n/a', '.', 'admin', 'asdf', 'task', 'needed'];

/** Text that people could type, and that must do no harm in HTML, Excel, CSV or a mail. */
export const hostileTexts: readonly string[] = [
  "=cmd|' /C calc'!A0",
  '<script>alert("pim")</script><img src=x onerror=alert(1)>',
  'Urgent \u202Etxt.exe\u202C \u{1F6A8}\u{1F469}\u200D\u{1F4BB} access for the \u05DE\u05E0\u05D4\u05DC',
  '+SUM(1+1)*HYPERLINK("http://198.51.100.7/x","click")',
  'line one\r\nline two\twith a tab\u0000and a NUL, \uFFFE and a lone \uD800 half',
  `Copy of the change plan follows. ${'All steps were agreed with the owners of the systems. '.repeat(740)}`
    .slice(0, 40_000)
    .trim(),
  '@SUM(A1:A9);"quoted";\'single\'; -- drop table',
];

const systems = ['ServiceNow', 'Jira', null] as const;

/** Creates justifications: mostly sensible ones, some fillers, a few hostile ones. */
export function createJustifications(random: Random): {
  readonly next: () => string | null;
  readonly ticket: () => ActivationTruth['ticket'];
} {
  let count = 0;
  return {
    next() {
      count += 1;
      if (count % 17 === 5) return hostileTexts[Math.floor(count / 17) % hostileTexts.length] ?? null;
      if (count % 41 === 11) return null;
      return random.chance(0.12) ? random.pick(weak) : random.pick(reasons);
    },
    ticket() {
      if (!random.chance(0.4)) return null;
      const system = random.pick(systems);
      const digits = String(random.integer(10_000, 99_999));
      return { number: system === 'Jira' ? `OPS-${digits.slice(0, 4)}` : `CHG00${digits}`, system };
    },
  };
}
