import type { Period } from '../../domain/time/period';
import type { ReportFilter } from '../../domain/reports/report-filter';
import type { FileFormat } from '../../report/report-file';

/** The part of a report's definition that decides what it holds. */
export interface ReportContent {
  readonly name: string;
  /** IANA zone of its weeks, business hours and printed times. */
  readonly timeZone: string;
  /** Columns of the Activations sheet; null for all. */
  readonly columns: readonly string[] | null;
  readonly include: ReportFilter | null;
}

/** Addresses that receive a report. */
export interface Addressees {
  readonly recipients: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
}

/** A report as the settings define it: its content, its readers and the files that its mail carries. */
export interface ReportDefinition extends ReportContent, Addressees {
  readonly formats: readonly FileFormat[];
}

/** A report to make, and its period. */
export interface ReportRequest {
  readonly definition: ReportDefinition;
  readonly period: Period;
  /** Set when the period has been reported before: the name of this edition, and what it corrects. */
  readonly correction?: { readonly edition: string; readonly sentence: string };
}
