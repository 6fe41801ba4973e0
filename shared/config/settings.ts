import type { MisspeltName } from './misspelt-names';
import type { EmailService } from './settings/email-setting';
import type { ReportSettings } from './settings/reports-setting';
import type { PlainValues } from './settings-table';
import type { StorageAccount } from './settings/storage-setting';

/** All app settings, checked together: each one of the table under its key, and what follows from several. */
export interface Settings extends PlainValues {
  readonly storage: StorageAccount;
  /** Null when no mail can be sent; never null when settings were read for sending. */
  readonly email: EmailService | null;
  /** Whether this runs in Azure, where the platform offers a managed identity. */
  readonly isHosted: boolean;
  /** `AZURE_TENANT_ID` and `AZURE_AUTHORITY_HOST`, which every Azure SDK reads; null when not set. */
  readonly tenantId: string | null;
  readonly authorityHost: string | null;
  /** The reports to make: those of `REPORTS`, or one named `weekly`. */
  readonly reports: readonly ReportSettings[];
  /** Names of the environment that look like a setting and are none. */
  readonly misspeltNames: readonly MisspeltName[];
}
