import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import type { WireEvent } from '../../local/sample-tenant/wire/wire-event';
import type { Scenario } from './scenario';

/** The Monday on which every scenario starts, at midnight UTC. */
export const start = Date.parse('2026-11-09T00:00:00.000Z');
export const day = 86_400_000;
/** Stands for text that people typed; no message may contain it. */
export const typed = 'TYPED-BY-A-PERSON';

/** An event and the time from which Graph returns it. */
export interface ShownEvent {
  readonly raw: string;
  readonly wire: WireEvent;
  readonly at: Date;
  readonly visibleFrom: Date;
}

const sample = createSampleTenant({ now: new Date(start), days: 3 }).events;
const template = (service: string): WireEvent => {
  const found = sample.find(
    ({ loggedByService, category }) => loggedByService === service && category === 'RoleManagement',
  );
  if (found === undefined) throw new TypeError(`The sample has no event of ${service}.`);
  return found;
};
const templates = { PIM: template('PIM'), 'Core Directory': template('Core Directory') };

/** Returns the events of a scenario in Graph's format. */
export const shownEvents = ({ events }: Scenario): ShownEvent[] =>
  events.map((event, index) => {
    const at = new Date(start + event.day * day + event.minute * 60_000);
    const wire = {
      // First in the text: a message that quotes the start of a page would show it.
      said: typed,
      ...templates[event.service],
      id: `event-${index}`,
      activityDateTime: at.toISOString().replace('Z', '0000Z'),
      resultReason: typed,
    };
    return {
      ...{ wire, at, raw: JSON.stringify(wire) },
      visibleFrom: new Date(at.getTime() + event.lateHours * 3_600_000),
    };
  });
