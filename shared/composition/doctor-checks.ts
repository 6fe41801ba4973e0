import { checkAccess } from '../access-source/check-access';
import { checkAuditLog } from '../audit-source/check-audit-log';
import type { AskAuditLogParts } from '../audit-source/ask-audit-log';
import { checkChannelReferences } from '../alerts/check-channel-references';
import { checkSettings } from '../config/check-settings';
import { checkSchedules } from '../config/schedules/check-schedules';
import type { Settings } from '../config/settings';
import { emailRoot } from '../config/settings/email-setting';
import { checkMail, sendTestMail, type CheckedMailer } from '../delivery/check-mail';
import type { CheckPlan } from '../domain/check';
import { checkSignIn } from '../graph/check-sign-in';
import type { GraphTokens } from '../graph/graph-token';
import { checkLedger } from '../jobs/collect/check-ledger';
import type { Storage } from './open-storage';
import { horizonDays } from '../domain/collection-day';

export interface DoctorParts {
  readonly settings: Settings;
  /** Null for a Graph of this machine, which needs no sign-in. */
  readonly tokens: GraphTokens | null;
  readonly graph: AskAuditLogParts;
  readonly storage: Pick<Storage, 'check' | 'exists' | 'collectionLedger'>;
  readonly mailer: CheckedMailer;
}

export interface DoctorOptions {
  readonly clock: () => Date;
  /** Whether to send a test mail. */
  readonly sendTest: boolean;
  /** Names of the alert channels' app settings that hold an unresolved Key Vault reference. */
  readonly channelReferences?: readonly string[];
  /** Returns how the person signed in; null when that is unknown. */
  readonly signedInWith: () => string | null;
}

/** The checks of an installation, in the order in which things fail in reality. */
export function createDoctorChecks(parts: DoctorParts, options: DoctorOptions): CheckPlan[] {
  const { settings, graph, mailer, tokens } = parts;
  const { clock, sendTest, channelReferences = [], signedInWith } = options;
  const { storage: account, email, sender, reports, organization, isHosted } = settings;
  const log = checkAuditLog({ ...graph, clock, horizonDays });
  const endpoint = email === null ? null : emailRoot(email);
  const mail = {
    ...{ mailer, sender, organization, clock },
    host: endpoint === null || !URL.canParse(endpoint) ? endpoint : new URL(endpoint).host,
    usesKey: email !== null && 'connectionString' in email,
    recipients: reports[0]?.recipients ?? [],
  };
  return [
    {
      name: 'settings',
      did: 'read all settings',
      needs: [],
      run: () => Promise.resolve(checkSettings(settings)),
    },
    {
      name: 'sign-in',
      did: `got a token for ${settings.graphEndpoint}`,
      needs: [],
      run: (signal) => checkSignIn(tokens, { isHosted, signedInWith }, signal),
    },
    log.clock,
    log.permissions,
    log.horizon,
    log.events,
    checkAccess({ ...graph, parts: settings.standingAccess }),
    {
      name: 'storage',
      did:
        'folder' in account
          ? 'looked at the store folder'
          : 'checked whether tables and blobs can be written',
      needs: 'tableUri' in account ? ['sign-in'] : [],
      run: (signal) => parts.storage.check(signal),
    },
    checkMail(mail),
    ...(sendTest ? [sendTestMail(mail)] : []),
    ...(channelReferences.length === 0 ? [] : [checkChannelReferences(channelReferences)]),
    {
      name: 'schedules',
      did: "computed the next three runs in the reports' time zones",
      needs: [],
      run: () => Promise.resolve(checkSchedules(settings, clock())),
    },
    {
      name: 'ledger',
      did: 'read the last rows of the collection ledger',
      needs: ['storage'],
      run: async (signal) =>
        checkLedger(
          (await parts.storage.exists(signal))
            ? await parts.storage.collectionLedger.read(signal)
            : new Map(),
          clock(),
        ),
    },
  ];
}
