import * as z from 'zod';
import { severities, type Severity } from '../../domain/finding';
import { isIpAddress, isPrivateAddress } from '../../domain/private-address';
import { jsonText, uniqueNames } from '../json-text';
import { mailAddressList } from './mail-address';
import { isLoopback, serviceRoot } from './service-root';

/** The kinds of channels that `ALERTS` knows. */
export const channelKinds = ['mail', 'teams', 'slack', 'webhook', 'sentinel'] as const;

/** What every channel has. */
interface ChannelBase {
  readonly name: string;
  /** The minimum severity that it receives. */
  readonly minimum: Severity;
  /** Ids of rules; null for the default set. */
  readonly rules: readonly string[] | null;
  /** Ids or names of roles; null for all. */
  readonly roles: readonly string[] | null;
}

/** One channel for immediate alerts. URLs and keys are secrets. */
export type AlertChannelSettings = ChannelBase &
  (
    | { readonly kind: 'mail'; readonly recipients: readonly string[] }
    | { readonly kind: 'teams' | 'slack'; readonly url: string }
    | { readonly kind: 'webhook'; readonly url: string; readonly key: string | null }
    | { readonly kind: 'sentinel'; readonly endpoint: string; readonly rule: string; readonly stream: string }
  );

/** The mail service accepts 50 addresses a message. */
const maxRecipients = 50;

const names = z.array(z.string().trim().min(1)).min(1).nullable().default(null);

const base = {
  name: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/,
      'must be 1 to 40 letters, digits, - or _ (it is a key in the ledger)',
    ),
  minimum: z.enum(severities).default('high'),
  rules: names,
  roles: names,
};

const secretText = z.string().trim().min(1);

const hasUser = ({ username, password }: URL): boolean => username !== '' || password !== '';

const url = secretText
  .refine((text) => URL.canParse(text), 'is not a URL')
  .refine((text) => !URL.canParse(text) || !hasUser(new URL(text)), 'must not contain a user or password');

const identifier = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9_-]+$/, 'may contain only letters, digits, - and _');

const channel = z.looseObject({ kind: z.enum(channelKinds) }).pipe(
  z.discriminatedUnion('kind', [
    z.strictObject({
      ...{ ...base, kind: z.literal('mail') },
      recipients: mailAddressList
        .refine((list) => list.length > 0, 'names nobody')
        .refine(
          (list) => list.length <= maxRecipients,
          `has more than ${maxRecipients} addresses; use a group`,
        ),
    }),
    z.strictObject({ ...base, kind: z.literal('teams'), url }),
    z.strictObject({ ...base, kind: z.literal('slack'), url }),
    z.strictObject({ ...base, kind: z.literal('webhook'), url, key: secretText.nullable().default(null) }),
    z.strictObject({
      ...{ ...base, kind: z.literal('sentinel') },
      endpoint: serviceRoot,
      rule: identifier,
      stream: identifier,
    }),
  ]),
);

/** The `ALERTS` setting: a JSON list of channels. */
export const alertsSetting = jsonText(z.array(channel).superRefine(uniqueNames(() => 'is used twice')));

/**
 * Returns what is wrong with the addresses of channels, one sentence each. In Azure this machine is refused like any
 * private address: the platform's identity endpoint is reached there.
 */
export function channelUrlProblems(channels: readonly AlertChannelSettings[], isHosted: boolean): string[] {
  return channels.flatMap((channel) => {
    const text = 'url' in channel ? channel.url : 'endpoint' in channel ? channel.endpoint : null;
    if (text === null) return [];
    const target = new URL(text);
    const problem =
      urlProblem(target, isHosted) ?? (channel.kind === 'sentinel' ? endpointProblem(target) : null);
    const where = 'url' in channel ? 'url' : 'endpoint';
    return problem === null
      ? []
      : [`ALERTS: the ${where} of channel "${channel.name}" (${target.host}) ${problem}`];
  });
}

function urlProblem(of: URL, isHosted: boolean): string | null {
  const isLocal = isLoopback(of);
  if (isLocal && isHosted)
    return 'leads to this machine, which is accepted for local work alone. Use an https URL.';
  if (of.protocol !== 'https:' && !(of.protocol === 'http:' && isLocal))
    return 'is not https; http is accepted only for 127.0.0.1 and localhost. Use an https URL.';
  if (!isLocal && isIpAddress(of.hostname) && isPrivateAddress(of.hostname))
    return 'is a private address. Use a receiver on the public internet.';
  return null;
}

/**
 * Where Azure takes logs, in its public cloud, for governments in the USA, and in China. Source: the endpoints that
 * learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-firewall lists.
 */
const ingestionHost = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.ingest\.monitor\.azure\.(com|us|cn)$/;

/** Rows go with a token of the app's identity, so to no host but Azure's; over http this machine gets them without. */
function endpointProblem(of: URL): string | null {
  if ((isLoopback(of) && of.protocol === 'http:') || (ingestionHost.test(of.hostname) && of.port === ''))
    return null;
  return 'is not a logs ingestion endpoint of Azure Monitor, and nobody else may be given its token. Use https://….ingest.monitor.azure.com (.us, .cn).';
}
