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
  readonly contentType: string;
  readonly content: Uint8Array;
}

const contentTypes: Readonly<Record<FileFormat, string>> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  html: 'text/html; charset=utf-8',
};

/** Renders a report in one format. Without a log (null) a workbook leaves the raw events out, and says so. */
export async function renderReportFile(
  format: FileFormat,
  model: ReportModel,
  log: EventLog | null,
): Promise<ReportFile> {
  const name = reportFileName(model, format);
  return { format, name, contentType: contentTypes[format], content: await contentOf(format, model, log) };
}

async function contentOf(format: FileFormat, model: ReportModel, log: EventLog | null): Promise<Uint8Array> {
  switch (format) {
    case 'xlsx':
      return renderWorkbook(model, log);
    case 'csv':
      return Buffer.from(renderCsv(model));
    case 'json':
      return Buffer.from(renderJson(model));
    case 'html':
      return Buffer.from(renderHtml(model));
  }
}
