import type { FindingsPolicy } from '../domain/findings-policy';
import type { ReportFilter } from '../domain/report-filter';

/** The formats that a mail can carry. */
export const reportFormats = ['xlsx', 'csv'] as const;
export type AttachmentFormat = (typeof reportFormats)[number];

/** Where tables and blobs live: a connection string, or service URIs used with the managed identity. */
export type StorageAccount =
  { readonly connectionString: string } | { readonly tableUri: string; readonly blobUri: string };

/** The mail service: a connection string, or an endpoint used with the managed identity. */
export type EmailService = { readonly connectionString: string } | { readonly endpoint: string };

/** One report: who gets it, in which zone, and what it holds. */
export interface ReportSettings {
  readonly name: string;
  readonly recipients: readonly string[];
  readonly cc: readonly string[];
  readonly bcc: readonly string[];
  /** IANA zone of its weeks, business hours and printed times. */
  readonly timeZone: string;
  readonly formats: readonly AttachmentFormat[];
  /** Columns of the Activations sheet, chosen and ordered; null = all. */
  readonly columns: readonly string[] | null;
  readonly include: ReportFilter | null;
}

/** All app settings, checked together. */
export interface Settings {
  readonly storage: StorageAccount;
  /** Graph root without a trailing slash. */
  readonly graphEndpoint: string;
  /** The pace towards Graph; 0 = none of our own. */
  readonly graphRequestsPer10Seconds: number;
  /** Null when no mail can be sent; never null when settings were read for sending. */
  readonly email: EmailService | null;
  readonly sender: string | null;
  readonly replyTo: readonly string[];
  /** Client id of a user-assigned managed identity. */
  readonly clientId: string | null;
  /** Whether this runs in Azure, where the platform offers a managed identity. */
  readonly isHosted: boolean;
  readonly collectSchedule: string;
  readonly reportSchedule: string;
  readonly correctionSchedule: string;
  /** Whether a week that was mailed incomplete is mailed once more when its gap has closed. */
  readonly correctionMails: boolean;
  readonly collectOverlapDays: number;
  /** Days that events are kept; 0 = for good. */
  readonly retentionDays: number;
  /** Printed in the report; null = the tenant's id. */
  readonly organization: string | null;
  readonly reports: readonly ReportSettings[];
  readonly findings: FindingsPolicy;
}
