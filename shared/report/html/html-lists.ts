import type { Finding } from '../../domain/finding';
import { accessLine, emptyAccess, isAccessKnown, settingsLine } from '../words/access-words';
import { accessColumns } from '../columns/access-columns';
import { activationColumns } from '../columns/activation-columns';
import { changeColumns } from '../columns/change-columns';
import type { ReportColumn } from '../columns/column';
import { coverageColumns } from '../columns/coverage-columns';
import { findingColumns, type Evidence } from '../columns/finding-columns';
import { roleSettingColumns } from '../columns/role-setting-columns';
import type { Proved } from '../columns/shared-columns';
import { emptyWords } from '../words/claim-limit';
import type { ReportContext } from '../report-context';
import { accessRowKeys, holderRowKey, roleRowKey } from '../columns/row-findings';
import { htmlTable, rowAnchor, type HtmlTable } from './html-table';

/** The findings, each with a link to the first row that proves it. */
export function findingList(context: ReportContext): HtmlTable {
  const { model, clock } = context;
  const { findings: rows, elevations, changes, access } = model;
  const places = new Map<string, { readonly words: string; readonly url: string }>();
  const note = (list: string, words: string, keys: readonly (readonly string[])[]): void => {
    keys.forEach((ofRow, index) => {
      for (const key of ofRow)
        if (!places.has(key)) places.set(key, { words, url: `#${rowAnchor(list, index)}` });
    });
  };
  const eventsOf = (rows: readonly Proved[]) => rows.map(({ eventIds }) => eventIds);
  note('activations', 'Activations', eventsOf(elevations));
  note('changes', 'Changes', eventsOf(changes));
  const standing = access?.standing ?? null;
  note(
    'access',
    'Access',
    (standing?.assignments ?? []).map((row) => [holderRowKey(row)]),
  );
  note(
    'role-settings',
    'Role settings',
    (standing?.roleSettings ?? []).map(({ role }) => [roleRowKey(role)]),
  );
  const evidence: Evidence = (finding) => {
    const keys = [...finding.eventIds, ...accessRowKeys(finding)];
    const place = keys.map((key) => places.get(key)).find((found) => found !== undefined);
    return place === undefined ? null : { words: place.words, target: { url: place.url } };
  };
  return htmlTable(
    {
      ...{ id: 'findings', title: 'Findings', columns: findingColumns(rows, evidence), rows },
      whenEmpty: emptyWords(context, 'Nothing was found'),
    },
    clock,
  );
}

/** The activations, the changes and the coverage; a row leads back to its worst finding. */
export function rowLists(context: ReportContext): HtmlTable[] {
  const { model, clock, findings, completeness } = context;
  const numbers = new Map(model.findings.map((finding, index) => [finding, index]));
  function linked<Row>(
    columns: readonly ReportColumn<Row>[],
    of: (row: Row) => readonly Finding[],
  ): ReportColumn<Row>[] {
    const link = (row: Row) => {
      const [worst] = of(row);
      return worst === undefined ? null : { url: `#${rowAnchor('findings', numbers.get(worst) ?? 0)}` };
    };
    return columns.map((column) => (column.key === 'findings' ? { ...column, link } : column));
  }
  const { elevations, changes, coverage, columns } = model;
  const empty = (rows: readonly unknown[], none: string) => ({
    whenEmpty: emptyWords(context, none),
    isKnown: rows.length > 0 || !completeness.isUnread,
  });
  const ofEvents = ({ eventIds }: Proved) => findings.of(eventIds);
  const activations = linked(activationColumns(columns, findings), ofEvents);
  const changed = linked(changeColumns(findings), ofEvents);
  return [
    htmlTable(
      {
        id: 'activations',
        title: 'Activations',
        columns: activations,
        rows: elevations,
        ...empty(elevations, 'No role was activated'),
      },
      clock,
    ),
    htmlTable(
      {
        id: 'changes',
        title: 'Changes',
        columns: changed,
        rows: changes,
        ...empty(changes, 'No assignment or setting was changed'),
      },
      clock,
    ),
    ...(model.access === null ? [] : accessLists()),
    htmlTable({ id: 'coverage', title: 'Coverage', columns: coverageColumns, rows: coverage }, clock),
  ];

  function accessLists(): HtmlTable[] {
    const standing = model.access?.standing ?? null;
    const rows = standing?.assignments ?? [];
    const held = accessColumns({ rows, findings, knownDays: standing?.knownDays ?? 0 });
    const access = {
      ...{ id: 'access', title: 'Who holds access', rows, preface: accessLine(model, clock) },
      ...{ whenEmpty: emptyAccess(model), isKnown: isAccessKnown(model) },
      columns: linked(held, (row) => findings.ofHolder(row)),
    };
    const settings = {
      ...{ id: 'role-settings', title: 'Role settings', rows: standing?.roleSettings ?? [] },
      preface: settingsLine(model, clock),
      ...{
        whenEmpty: 'No settings of a role were read.',
        isKnown: (standing?.roleSettings ?? null) !== null,
      },
      columns: linked(roleSettingColumns(findings), ({ role }) => findings.ofRole(role)),
    };
    return [htmlTable(access, clock), htmlTable(settings, clock)];
  }
}
