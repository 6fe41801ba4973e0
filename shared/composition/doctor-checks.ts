import { checkAccess } from '../access-source/check-access';
import { checkAuditLog } from '../audit-source/check-audit-log';
import type { AskAuditLogParts } from '../audit-source/ask-audit-log';
import { misspeltNameProblem } from '../config/misspelt-names';
import { checkSchedules } from '../config/schedules/check-schedules';
import type { Settings } from '../config/settings';
import { checkMail, sendTestMail, type CheckedMailer } from '../delivery/check-mail';
import type { CheckPlan, CheckResult } from '../domain/check';
import { RefusalError } from '../domain/refusal-error';
import type { GraphTokens } from '../graph/graph-token';
import { checkLedger } from '../jobs/collect/check-ledger';
import type { Storage } from './open-storage';
import { horizonDays } from '../domain/collection-day';
import { failureSentence, failureText } from '../text/failure-text';
import { joinList } from '../text/plural';
import { identityFix } from '../text/identity-failure';

export interface DoctorParts {
  readonly settings: Settings;
  /** Null for a Graph of this machine, which needs no sign-in. */
  readonly tokens: GraphTokens | null;
  readonly graph: AskAuditLogParts;
  readonly storage: Pick<Storage, 'check' | 'exists' | 'days'>;
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
  const { clock, sendTest, channelReferences = [] } = options;
  const { storage: account, email, sender, reports, organization } = settings;
  const log = checkAuditLog({ ...graph, clock, horizonDays });
  const endpoint =
    email === null ? null : 'endpoint' in email ? email.endpoint : endpointOf(email.connectionString);
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
      run: (signal) => checkSignIn(tokens, settings.isHosted, options, signal),
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
    ...(channelReferences.length === 0 ? [] : [alertsCheck(channelReferences)]),
    {
      name: 'schedules',
      did: "computed the next three runs in the reports' time zones",
      needs: [],
      run: () => Promise.resolve(checkSchedules(settings, clock())),
    },
    {
      name: 'ledger',
      did: 'read the last rows of the ledger of days',
      needs: ['storage'],
      run: async (signal) =>
        checkLedger(
          (await parts.storage.exists(signal)) ? await parts.storage.days.read(signal) : new Map(),
          clock(),
        ),
    },
  ];
}

function checkSettings({ reports, timeZone, misspeltNames }: Settings): CheckResult {
  const found = `${reports.length === 1 ? 'One report' : `${reports.length} reports`}: ${reports.map(({ name }) => name).join(', ')}; time zone ${timeZone}.`;
  if (misspeltNames.length === 0) return { state: 'ok', found };
  return {
    state: 'warning',
    found: `${found} ${misspeltNames.map(misspeltNameProblem).join(' ')}`,
    fix: `Rename ${joinList(misspeltNames.map(({ name, meant }) => `${name} to ${meant}`))}.`,
  };
}

/** Only warns: in Azure the references are right, and downloaded settings hold nothing else. */
function alertsCheck(names: readonly string[]): CheckPlan {
  const [holds, them] = names.length === 1 ? ['holds a', 'it'] : ['hold a', 'them'];
  return {
    name: 'alerts',
    did: 'looked whether the addresses of the alert channels are known here',
    needs: [],
    run: () =>
      Promise.resolve({
        state: 'warning',
        found: `${joinList(names)} ${holds} Key Vault reference, which only Azure resolves: these channels cannot be reached from here.`,
        fix:
          `To send alerts from here, set ${them} to the secret itself. In Azure the identity of the app needs the role ` +
          '"Key Vault Secrets User" on the vault.',
      }),
  };
}

const endpointOf = (connectionString: string): string =>
  /endpoint=([^;]+)/i.exec(connectionString)?.[1] ?? '';

async function checkSignIn(
  tokens: GraphTokens | null,
  isHosted: boolean,
  { signedInWith }: DoctorOptions,
  signal: AbortSignal,
): Promise<CheckResult> {
  if (tokens === null)
    return { state: 'ok', found: 'Microsoft Graph is played by this machine: no sign-in is needed.' };
  try {
    await tokens.signIn(signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof RefusalError))
      return {
        state: 'failed',
        cause: 'identity',
        found: failureText(error),
        fix: 'Check that this machine reaches the sign-in service (login.microsoftonline.com): network, firewall, proxy.',
      };
    const said = failureSentence(error.cause ?? error);
    return {
      state: 'failed',
      cause: 'identity',
      found: said,
      fix: identityFix(said, isHosted ? 'azure' : 'terminal'),
    };
  }
  const who = tokens.identity();
  const how = signedInWith();
  const account = who?.account ?? 'an account that its token does not name';
  const tenant = who?.tenantId ?? 'unknown';
  return {
    state: 'ok',
    found: `Signed in as ${account} (tenant ${tenant})${how === null ? '' : ` with ${how}`}.`,
  };
}
