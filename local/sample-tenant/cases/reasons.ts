import type { Random } from '../random';

const works = [
  'Deploy the hotfix of the booking service',
  'Rotate the signing key of the payment gateway',
  'Review mailbox forwarding rules after a phishing report',
  'Add the harbour scanners to the compliance policy',
  'Restore a deleted channel of Customs Clearance',
  'Renew the certificate of the carrier EDI endpoint',
  'Repair replication of the tariff database',
  'Offboard a leaver: revoke sessions, convert the mailbox',
  'Investigate failed sign-ins of the Rotterdam office',
  'Prüfung der Rollenzuweisungen für das Audit in Hamburg',
] as const;

/** Creates careful justifications, none twice: each names its change or incident. */
export function createReasons(random: Random): () => string {
  let serial = 40_000;
  return () => {
    serial += random.integer(1, 4);
    return `${random.pick(works)}, ${random.chance(0.5) ? 'change' : 'incident'} ${serial}`;
  };
}
