import type { TableSheet } from '../../spreadsheet/tables/table-sheet';
import { accessColumns } from '../columns/access-columns';
import { linkedActivationColumns } from '../columns/activation-columns';
import { changeColumns } from '../columns/change-columns';
import { columnList, long, text, type ReportColumn } from '../columns/column';
import { coverageColumns } from '../columns/coverage-columns';
import { eventColumns } from '../columns/event-columns';
import { findingColumns } from '../columns/finding-columns';
import { roleSettingColumns } from '../columns/role-setting-columns';
import { periodWords } from '../words/period-words';
import type { ReportContext } from '../report-context';
import { figureMeanings, valueMeanings } from '../words/value-words';

interface Explained {
  readonly topic: string;
  readonly term: string;
  readonly meaning: string;
}

const columns = columnList<Explained>({
  topic: text('Topic', 26, '', (row) => row.topic),
  term: text('Term', 26, '', (row) => row.term),
  meaning: long('Meaning', 100, '', (row) => row.meaning),
});

/** The sheet that explains the report: its facts, its words and every column. */
export function aboutTable(context: ReportContext): TableSheet<Explained> {
  const { model } = context;
  const rows = [
    ...thisReport(context),
    ...Object.entries(figureMeanings).map(([term, meaning]) => ({ topic: 'Figures', term, meaning })),
    ...valueMeanings.map(({ column, value, meaning }) => ({
      topic: `Values of "${column}"`,
      term: value,
      meaning,
    })),
    ...explain(
      'Findings',
      findingColumns(model.findings, () => null),
    ),
    ...explain('Activations', linkedActivationColumns(model.columns, context.findings)),
    ...explain('Changes', changeColumns(context.findings)),
    ...(model.access === null ? [] : accessRows(context)),
    ...explain('Coverage', coverageColumns),
    ...explain('Events', eventColumns),
  ];
  return { name: 'About', columns, rows, whenEmpty: '' };
}

function accessRows({ findings }: ReportContext): Explained[] {
  return [
    ...explain('Access', accessColumns({ rows: [], findings, knownDays: 0 })),
    ...explain('Role settings', roleSettingColumns(findings)),
  ];
}

function explain<Row>(sheet: string, list: readonly ReportColumn<Row>[]): Explained[] {
  return list.map(({ header, help }) => ({ topic: `Sheet "${sheet}"`, term: header, meaning: help }));
}

function thisReport({ model, clock }: ReportContext): Explained[] {
  const facts: Readonly<Record<string, string>> = {
    Organization: model.organization,
    Report: model.report,
    Period: periodWords(model.period),
    'Made at': clock.text(model.generatedAt),
    'Times and zone': `Every date with a time is local time in ${model.period.timeZone}. Days are local days, except on the Coverage sheet and where "UTC" is written: the audit log is read by UTC days.`,
    'What belongs here':
      'An activation belongs to the period in which it started or, if it never started, was requested. If it was granted for a start after that period, it is also listed as pending in the period of its request.',
    'Activations and requests':
      'The Activations sheet has every request, whatever its outcome. Everywhere else "activations" counts only those that took effect, each on the day and in the hour in which it started.',
    'Hours of the week': 'The chart is on the Summary; its figures are to the right of the printed page.',
    'Folded columns':
      'Details are grouped to the right and folded away: the + above the columns opens them. They are not printed.',
    'Sorting by severity':
      'Sort findings by "No." and other rows by "Worst (rank)": the worst then come first.',
    'Narrowed to': model.filter ?? 'Nothing: the report holds everything that was recorded.',
    Links:
      'A blue name leads to its page in the Entra portal, if the event has the object id; a blue "Evidence" to the first row that proves a finding, however that sheet is sorted. Excel allows 65,530 links a sheet, so later names are black.',
    'Long lists':
      'A list with more rows than a sheet of Excel can hold continues on the next one: "Events 2" after "Events".',
    Source:
      "The audit log of Microsoft Entra: Privileged Identity Management, role changes that the directory logged, and access elevated to Azure's root scope.",
    'Typed text':
      'Names, reasons and tickets are shown as they were typed. Characters that a workbook cannot hold are shown as \uFFFD.',
  };
  return Object.entries(facts).map(([term, meaning]) => ({ topic: 'This report', term, meaning }));
}
