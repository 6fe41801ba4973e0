import type { DayCoverage } from '../../domain/collection-day';
import { startOfUtcDay } from '../../domain/utc-day';
import type { Column } from './column';

/** The columns of the Coverage sheet. */
export const coverageColumns: readonly Column<DayCoverage>[] = [
  {
    key: 'day',
    header: 'Day (UTC)',
    width: 14,
    kind: 'day',
    help: 'A UTC calendar day that the period touches: the audit log is read by UTC days, whatever the zone.',
    value: (row) => startOfUtcDay(row.day),
  },
  {
    key: 'state',
    header: 'State',
    width: 12,
    kind: 'state',
    help: 'How well the day is known; "About" says how to read it.',
    value: (row) => row.state,
  },
  {
    key: 'events',
    header: 'Events',
    width: 11,
    kind: 'number',
    help: 'Audit events stored for the day, those that could not be read included.',
    value: (row) => row.events,
    hasTotal: true,
  },
  {
    key: 'lateEvents',
    header: 'Late events',
    width: 13,
    kind: 'number',
    help: 'Of these, how many arrived after the day had first been complete.',
    value: (row) => row.lateEvents,
    hasTotal: true,
  },
  {
    key: 'lastReadAt',
    header: 'Last read',
    width: 19,
    kind: 'instant',
    help: 'When the day was last read from Microsoft Graph. Empty when it never was.',
    value: (row) => row.lastReadAt,
  },
];
