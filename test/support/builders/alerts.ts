import type { Alert, AlertMessage } from '../../../shared/domain/alerts/alert';
import { aPrincipal, anActor, globalAdministrator } from './findings';

let serial = 0;

/** An alert: on Monday 16 November 2026 at half past one, Ingrid made Hanna a Global Administrator outside PIM. */
export function anAlert(overrides: Partial<Alert> = {}): Alert {
  serial += 1;
  return {
    key: serial.toString(16).padStart(32, '0'),
    rule: 'assigned-outside-pim',
    title: 'Assigned outside PIM',
    severity: 'high',
    sentence: 'Ingrid gave Hanna Global Administrator directly, bypassing PIM.',
    advice: 'Ask Ingrid why, and remove the assignment.',
    principal: aPrincipal('Hanna'),
    role: globalAdministrator,
    scope: { id: '/', name: 'Directory' },
    initiator: anActor('Ingrid'),
    at: new Date('2026-11-16T12:30:00.000Z'),
    seenAt: new Date('2026-11-16T12:45:00.000Z'),
    organization: 'Contoso',
    tenantId: '11111111-2222-4333-8444-555555555555',
    eventIds: [`Directory_${serial}`],
    ...overrides,
  };
}

/** The message of one alert. */
export function anAlertMessage(overrides: Partial<Alert> = {}): AlertMessage {
  const alert = anAlert(overrides);
  return { id: alert.key, isSummary: false, alerts: [alert] };
}

/** Builds a summary of `count` alerts. */
export function aSummary(count: number, overrides: Partial<Alert> = {}): AlertMessage {
  const [first, ...rest] = Array.from({ length: count }, () => anAlert(overrides));
  if (first === undefined) throw new RangeError('A summary has at least one alert.');
  return { id: 'summary-1', isSummary: true, alerts: [first, ...rest] };
}

/** A name that contains markup. */
export const hostileName =
  '<!channel> <https://evil.example|click> & [click](https://evil.example) *b* <at>all</at> {{DATE(2026-11-16T00:00:00Z,SHORT)}} <script>alert(1)</script>\n\u202Eevil';
