import type { TokenCredential } from '@azure/identity';

/** A way for a person to sign in. */
export type LoginMethod = 'device' | 'browser';

/** What is signed in to. Null where the SDK's own default applies. */
export interface SignInTarget {
  /** `AZURE_CLIENT_ID`: a managed identity, or the app that a person signs in to. */
  readonly clientId: string | null;
  /** `AZURE_TENANT_ID`. */
  readonly tenantId: string | null;
  /** The authority of the cloud, `https://login.microsoftonline.us`. */
  readonly authorityHost: string | null;
}

/** One way to get a token. */
export interface SignInMethod {
  /** Its name in a sentence: `signed in with Azure CLI`. */
  readonly label: string;
  readonly open: () => Promise<TokenCredential>;
  /** Returns whether a failure means that the method is not set up on this machine. */
  readonly isAbsent: (reason: string) => boolean;
}

/**
 * Microsoft's own command-line client, "Microsoft Azure CLI". Every tenant knows it, and Graph's AuditLog.Read.All is
 * granted to it in advance: the tokens of `az` carry it. It is the default of @azure/identity as well.
 */
export const commandLineClientId = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';

/** Milliseconds that a program on this machine may take to answer. */
const programTimeout = 20_000;

/** The methods to try, in order: the environment, Azure CLI, Azure PowerShell, managed identity, then the person. */
export function signInMethods(
  target: SignInTarget,
  options: {
    readonly login: LoginMethod | null;
    readonly fallback: LoginMethod | null;
    readonly ask: (text: string) => void;
  },
): readonly SignInMethod[] {
  const { login, fallback, ask } = options;
  if (login !== null) return [personMethod(login, target, ask)];
  return [...machineMethods(target), ...(fallback === null ? [] : [personMethod(fallback, target, ask)])];
}

function machineMethods({ clientId, tenantId, authorityHost }: SignInTarget): SignInMethod[] {
  const authority = authorityOptions(authorityHost);
  const tenant = tenantId === null ? {} : { tenantId };
  return [
    {
      label: 'the environment',
      open: async () => new (await sdk()).EnvironmentCredential(authority),
      isAbsent: (reason) => reason.includes('EnvironmentCredential is unavailable'),
    },
    {
      label: 'Azure CLI',
      open: async () =>
        new (await sdk()).AzureCliCredential({ ...tenant, processTimeoutInMs: programTimeout }),
      isAbsent: (reason) => /could not be found|run 'az login' from a command prompt/.test(reason),
    },
    {
      label: 'Azure PowerShell',
      open: async () =>
        new (await sdk()).AzurePowerShellCredential({ ...tenant, processTimeoutInMs: programTimeout }),
      isAbsent: (reason) => /to be installed|Connect-AzAccount|Unable to execute PowerShell/.test(reason),
    },
    {
      label: 'the managed identity',
      async open() {
        // As DefaultAzureCredential does: one short question whether this is a machine of Azure at all.
        const probe = { ...(clientId === null ? {} : { clientId }), sendProbeRequest: true };
        return new (await sdk()).ManagedIdentityCredential(probe);
      },
      isAbsent: (reason) => /unavailable|not available|network|unreachable|timed out|ENOTFOUND/i.test(reason),
    },
  ];
}

function personMethod(
  login: LoginMethod,
  { clientId, tenantId, authorityHost }: SignInTarget,
  ask: (text: string) => void,
): SignInMethod {
  const options = {
    clientId: clientId ?? commandLineClientId,
    ...(tenantId === null ? {} : { tenantId }),
    ...authorityOptions(authorityHost),
  };
  const isAbsent = () => false;
  if (login === 'browser')
    return {
      label: 'the browser',
      async open() {
        ask('Your browser opens: sign in there. (--login device asks for a code instead.)');
        return new (await sdk()).InteractiveBrowserCredential({
          ...options,
          redirectUri: 'http://localhost',
        });
      },
      isAbsent,
    };
  return {
    label: 'a device code',
    open: async () =>
      new (await sdk()).DeviceCodeCredential({
        ...options,
        userPromptCallback: ({ message }) => {
          ask(message);
        },
      }),
    isAbsent,
  };
}

/** Microsoft's authorities. Of any other one the SDK must not ask the public cloud whether it is one. */
const knownAuthority =
  /^https:\/\/login\.(microsoftonline\.com|microsoftonline\.us|chinacloudapi\.cn|partner\.microsoftonline\.cn)\/?$/;

const authorityOptions = (authorityHost: string | null) =>
  authorityHost === null
    ? {}
    : { authorityHost, disableInstanceDiscovery: !knownAuthority.test(authorityHost) };

/** Loaded only by who signs in. */
const sdk = () => import('@azure/identity');
