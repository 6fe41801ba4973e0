import type { DayState } from '../domain/collection-day';
import type { Severity } from '../domain/finding';

/** The looks of parts of the mail and of the HTML report. Severities and states have a colour each, and are words too. */
export type LookName =
  | 'page'
  | 'card'
  | 'ink'
  | 'muted'
  | 'link'
  | 'line'
  | 'cell'
  | 'tile'
  | 'bar'
  | 'track'
  | 'alarm'
  | Severity
  | DayState;

/** Colours of one mode; left out where the look sets none. */
export interface Colours {
  readonly back?: string;
  readonly ink?: string;
  readonly line?: string;
}

const red = { light: { back: '#fbe0dc', ink: '#8b1a10' }, dark: { back: '#5c1f19', ink: '#ffdad4' } };
const blue = { light: { back: '#e1ecf7', ink: '#1c4a77' }, dark: { back: '#1d3a57', ink: '#d3e6fa' } };
const amber = { light: { back: '#fdecc8', ink: '#6b3f00' }, dark: { back: '#4f3a0a', ink: '#ffe4ad' } };

/**
 * Every pair of ink and back has a contrast of at least 4.5 to 1 in its mode. Backs are light with dark ink or the
 * other way round, so that a client that turns all colours over by itself keeps them readable.
 */
export const looks: Readonly<Record<LookName, { readonly light: Colours; readonly dark: Colours }>> = {
  page: { light: { back: '#edf1f5' }, dark: { back: '#10151a' } },
  card: { light: { back: '#ffffff', ink: '#1b2733' }, dark: { back: '#1a2129', ink: '#e8edf2' } },
  ink: { light: { ink: '#1b2733' }, dark: { ink: '#e8edf2' } },
  muted: { light: { ink: '#52606d' }, dark: { ink: '#aab6c1' } },
  link: { light: { ink: '#1a5a96' }, dark: { ink: '#9accf7' } },
  line: { light: { line: '#d8dfe6' }, dark: { line: '#36424e' } },
  cell: { light: { ink: '#1b2733', line: '#d8dfe6' }, dark: { ink: '#e8edf2', line: '#36424e' } },
  tile: { light: { back: '#f3f6f9', ink: '#1b2733' }, dark: { back: '#232d37', ink: '#e8edf2' } },
  bar: { light: { back: '#2f6fab' }, dark: { back: '#6ea8dc' } },
  track: { light: { back: '#e9eef3' }, dark: { back: '#2a3541' } },
  alarm: { light: { back: '#b3261e', ink: '#ffffff' }, dark: { back: '#b3261e', ink: '#ffffff' } },
  high: red,
  medium: amber,
  low: blue,
  info: { light: { back: '#e9edf1', ink: '#414d57' }, dark: { back: '#323d48', ink: '#dde4ea' } },
  complete: { light: { back: '#dcf2e3', ink: '#0b5d2a' }, dark: { back: '#16432a', ink: '#c9f2d8' } },
  partial: amber,
  missing: red,
  lost: red,
  imported: blue,
};

/** Every look there is. */
export const lookNames = Object.keys(looks) as LookName[];
