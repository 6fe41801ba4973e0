import type { Delivery } from '../../shared/domain/reports/send-outcome';
import { plural } from '../../shared/text/plural';

/** Returns the log line of a mail: "weekly 2026-W47: weekly-2026-W47.xlsx sent to 2 addresses". */
export function deliveryLine({ row, isNew }: Delivery): string {
  const { report, edition, fileName, recipients } = row;
  const verb = isNew ? 'sent' : 'had been sent';
  return `${report} ${edition}: ${fileName} ${verb} to ${plural(recipients.length, 'address', 'addresses')}`;
}
