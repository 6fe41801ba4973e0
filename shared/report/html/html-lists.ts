import type { Markup } from '../../text/markup';
import { html } from '../../text/markup';
import { activationColumns } from '../columns/activation-columns';
import { changeColumns } from '../columns/change-columns';
import type { ReportColumn } from '../columns/column';
import { coverageColumns } from '../columns/coverage-columns';
import type { Evidence } from '../columns/finding-columns';
import { findingColumns } from '../columns/finding-columns';
import type { ReportContext } from '../report-context';
import { htmlTable, rowAnchor } from './html-table';

interface Proved {
  readonly eventIds: readonly string[];
}

/** The findings, each with a link to the first row that proves it. */
export function findingList({ model, clock }: ReportContext): Markup {
  const { findings: rows, elevations, changes } = model;
  const places = new Map<string, { readonly words: string; readonly url: string }>();
  const note = (list: string, words: string, proved: readonly Proved[]): void => {
    proved.forEach(({ eventIds }, index) => {
      for (const id of eventIds)
        if (!places.has(id)) places.set(id, { words, url: `#${rowAnchor(list, index)}` });
    });
  };
  note('activations', 'Activations', elevations);
  note('changes', 'Changes', changes);
  const evidence: Evidence = ({ eventIds }) => {
    const place = eventIds.map((id) => places.get(id)).find((found) => found !== undefined);
    return place === undefined ? null : { words: place.words, target: { url: place.url } };
  };
  return htmlTable(
    { id: 'findings', title: 'Findings', columns: findingColumns(rows, evidence), rows },
    clock,
  );
}

/** The activations, the changes and the coverage; a row leads back to its worst finding. */
export function rowLists({ model, clock, findings }: ReportContext): Markup {
  const numbers = new Map(model.findings.map((finding, index) => [finding, index]));
  function linked<Row extends Proved>(columns: readonly ReportColumn<Row>[]): ReportColumn<Row>[] {
    const link = ({ eventIds }: Row) => {
      const [worst] = findings.of(eventIds);
      return worst === undefined ? null : { url: `#${rowAnchor('findings', numbers.get(worst) ?? 0)}` };
    };
    return columns.map((column) => (column.key === 'findings' ? { ...column, link } : column));
  }
  const { elevations, changes, coverage, columns } = model;
  const activations = linked(activationColumns(columns, findings));
  return html`${htmlTable({ id: 'activations', title: 'Activations', columns: activations, rows: elevations }, clock)}
  ${htmlTable({ id: 'changes', title: 'Changes', columns: linked(changeColumns(findings)), rows: changes }, clock)}
  ${htmlTable({ id: 'coverage', title: 'Coverage', columns: coverageColumns, rows: coverage }, clock)}`;
}
