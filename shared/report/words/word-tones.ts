import type { DayState } from '../../domain/collection-day';
import type { Severity } from '../../domain/finding';
import type { ToneName } from '../../spreadsheet/style';
import type { LocalDayState } from '../local-days';

/** The colours of severities in the workbook. */
export const severityTones: Readonly<Record<Severity, ToneName>> = {
  high: 'bad',
  medium: 'warn',
  low: 'calm',
  info: 'quiet',
};

/** The colours of the states of a day in the workbook. */
export const stateTones: Readonly<Record<DayState | LocalDayState, ToneName>> = {
  complete: 'good',
  partial: 'warn',
  missing: 'bad',
  lost: 'bad',
  'lost in part': 'bad',
  imported: 'calm',
  'imported in part': 'calm',
};
