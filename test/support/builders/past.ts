import type { AuditEvent } from '../../../shared/domain/events/audit-event';
import { activationEvents, globalAdministrator, reportsReader, user } from './events';

const hour = 3_600_000;

/**
 * Generates activations over a period in equal steps, sorted by time. People, roles, lengths, addresses and ends depend
 * only on the count, so that every run gives the same.
 */
export function pastActivations(from: Date, to: Date, step: number): AuditEvent[] {
  const events: AuditEvent[] = [];
  for (let count = 0, time = from.getTime(); time < to.getTime(); count += 1, time += step) {
    const steps = activationEvents(`past-${count}`, {
      principal: user(['sam', 'kim', 'lou'][count % 3] ?? 'sam'),
      role: count % 5 === 0 ? globalAdministrator : reportsReader,
      ipAddress: `203.0.113.${count % 4}`,
    });
    const at = (hours: number) => ({ id: `past-${count}-${hours}`, at: new Date(time + hours * hour) });
    const end = 0.5 + (count % 7);
    const expirationTime = new Date(time + end * hour);
    const when = '1'; // replaced by `at`
    events.push(steps.requested(when, at(0)));
    if (count % 11 === 0) events.push(steps.denied(when, at(0.2)));
    else events.push(steps.completed(when, { ...at(0.1), expirationTime }), steps.expired(when, at(end)));
  }
  return events.sort((a, b) => a.at.getTime() - b.at.getTime());
}
