import Table from 'cli-table3';
import { localClock } from '../../shared/domain/time/local-clock';
import { elevatedMinutes, elevationAt, endingOf, type Elevation } from '../../shared/domain/events/elevation';
import { severities, type Finding, type Severity } from '../../shared/domain/finding';
import { displayName, knownName } from '../../shared/domain/events/people';
import { formatDuration } from '../../shared/text/format-number';
import { plural } from '../../shared/text/plural';
import { oneLine } from '../../shared/text/text-safety';

/** The part of a report's model that the table shows. */
export interface TableModel {
  readonly period: { readonly timeZone: string };
  readonly elevations: readonly Elevation[];
  readonly findings: readonly Finding[];
}

/** Paints a text in the colour of a severity. */
export type Paint = (severity: Severity, text: string) => string;

/** Blanks between two columns. They count as part of the column before them; the last column has none. */
const gap = 2;

/** Widths of the columns, the gap after each included: 100 columns without the last gap. */
const activationWidths = [18, 20, 23, 13, 28];
const findingWidths = [10, 18, 74];

/**
 * Prints activations and findings as two tables of 100 columns: findings first, the worst first; activations in order
 * of time, in the zone of the report. What is longer than its column is cut with an ellipsis; the sentence of a finding
 * is wrapped.
 */
export function reportTable({ period, elevations, findings }: TableModel, paint: Paint): string {
  const clock = localClock(period.timeZone);
  const time = (at: Date | null) => (at === null ? '' : clock.text(at).slice(0, 16));
  const open = findings.filter(({ suppressed }) => suppressed === null);
  const worstFirst = [...open].sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity),
  );
  const rows = [...elevations].sort((a, b) => startOf(a) - startOf(b));
  return [
    `${plural(open.length, 'open finding')}`,
    ...(open.length === 0
      ? []
      : [
          table(
            ['Severity', 'When', 'Finding'],
            findingWidths,
            worstFirst.map(({ severity, at, sentence }) => [
              paint(severity, severity),
              time(at),
              { content: oneLine(sentence, 1_000), wordWrap: true },
            ]),
          ),
        ]),
    '',
    `${plural(rows.length, 'request')} for activation (${period.timeZone})`,
    ...(rows.length === 0
      ? []
      : [
          table(
            ['Started', 'Person', 'Role', 'Duration', 'Why'],
            activationWidths,
            rows.map((elevation) => activationCells(elevation, time)),
          ),
        ]),
  ].join('\n');
}

type Cell = string | { readonly content: string; readonly wordWrap: true };

function activationCells(elevation: Elevation, time: (at: Date | null) => string): string[] {
  const { principal, role, justification } = elevation;
  return [
    time(elevationAt(elevation)),
    oneLine(displayName(principal), 60),
    oneLine(knownName(role) ?? '', 60),
    durationOf(elevation),
    oneLine(justification ?? '', 60),
  ];
}

/** The time that the role was held; `running` or `unknown` without an end; the outcome of a request that gave no role. */
function durationOf(elevation: Elevation): string {
  const minutes = elevatedMinutes(elevation);
  if (minutes !== null) return formatDuration(minutes);
  const ending = endingOf(elevation);
  if (ending === null) return elevation.outcome;
  return ending === 'running' ? ending : 'unknown';
}

const startOf = (elevation: Elevation): number => elevationAt(elevation)?.getTime() ?? 0;

function table(
  head: readonly string[],
  widths: readonly number[],
  rows: readonly (readonly Cell[])[],
): string {
  const printer = new Table({
    head: [...head],
    colWidths: [...widths],
    truncate: '…',
    // No colours of its own, and no frame: the text can be copied.
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': gap },
    chars: noFrame,
  });
  for (const row of rows) printer.push([...row]);
  return printer
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const noFrame = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '' },
};
