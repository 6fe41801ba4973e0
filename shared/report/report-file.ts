import { periodLabel } from '../domain/time/period';
import { renderCsv } from './csv';
import { renderHtml } from './html';
import { renderJson } from './json';
import { reportFileName } from './report-file-name';
import type { EventLog, ReportModel } from './report-model';
import { renderWorkbook } from './workbook';

/** The formats that a report can be written in. */
export const fileFormats = ['xlsx', 'csv', 'json', 'html'] as const;
export type FileFormat = (typeof fileFormats)[number];

/** A report as a file. */
export interface ReportFile {
  readonly format: FileFormat;
  readonly name: string;
  /** The part of its name after the period: `-findings` for one table of several, else empty. */
  readonly mark: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

const contentTypes: Readonly<Record<FileFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  html: 'text/html; charset=utf-8',
};

/**
 * Renders a report in one format: one file, or for CSV one a table. Without a log (null) a workbook leaves the raw events
 * out, and says so.
 */
export async function renderReportFiles(
  format: FileFormat,
  model: ReportModel,
  log: EventLog | null,
): Promise<ReportFile[]> {
  const file = (content: Uint8Array | string, mark = ''): ReportFile => ({
    ...{ format, mark },
    name: reportFileName(model.report, periodLabel(model.period), format, mark),
    contentType: contentTypes[format],
    content: Buffer.from(content),
  });
  switch (format) {
    case 'xlsx':
      return [file(await renderWorkbook(model, log))];
    case 'csv':
      return renderCsv(model).map(({ name, text }) => file(text, `-${name}`));
    case 'json':
      return [file(renderJson(model))];
    case 'html':
      return [file(renderHtml(model))];
  }
}
