import type { Settings } from '../settings';

/** Mails that a domain managed by Azure may send in an hour; each report is one. */
const mailsAnHour = 10;

/**
 * Warns about more reports than the domain of the sender may mail in an hour. Null when they fit, or when the domain is
 * not managed by Azure: others have limits of their own.
 */
export function mailLimit({ reports, sender }: Pick<Settings, 'reports' | 'sender'>): string | null {
  const domain = sender?.split('@').at(-1)?.toLowerCase() ?? '';
  if (!domain.endsWith('.azurecomm.net') || reports.length <= mailsAnHour) return null;
  return (
    `REPORTS has ${reports.length} reports, but ${domain}, which Azure manages, sends ${mailsAnHour} mails an hour: ` +
    'the others are sent by later runs. Use a domain of your own for REPORT_SENDER, or fewer reports.'
  );
}
