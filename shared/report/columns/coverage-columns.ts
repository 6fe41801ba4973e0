import type { DayCoverage } from '../../domain/collection-day';
import { startOfUtcDay } from '../../domain/time/utc-day';
import { stateTones } from '../words/word-tones';
import { columnList, day, instant, number, word, type ReportColumn } from './column';

/** The columns of the Coverage sheet. */
export const coverageColumns: readonly ReportColumn<DayCoverage>[] = columnList({
  day: day(
    'Day (UTC)',
    14,
    'A UTC calendar day that the period touches: the audit log is read by UTC days, whatever the zone.',
    (row) => startOfUtcDay(row.day),
  ),
  state: word(
    'State',
    12,
    'How well the day is known; "About" says how to read it.',
    (row) => row.state,
    stateTones,
  ),
  events: number(
    'Events',
    11,
    'Audit events stored for the whole UTC day, those that could not be read included, whatever the filter of the report.',
    (row) => row.events,
    { hasTotal: true },
  ),
  lateEvents: number(
    'Late events',
    13,
    'Of these, how many arrived after the day had first been complete.',
    (row) => row.lateEvents,
    { hasTotal: true },
  ),
  lastReadAt: instant(
    'Last read',
    'When the day was last read from Microsoft Graph. Empty when it never was.',
    (row) => row.lastReadAt,
  ),
});
