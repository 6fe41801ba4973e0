import { isReference } from '../key-vault-reference';
import type { Environment } from '../read-setting';

/** Replaces a channel's address or key in commands that send no alert; `.invalid` names no host (RFC 2606). */
const standIn = 'https://key-vault.invalid/';

/**
 * Returns an environment whose `ALERTS` no longer names app settings that hold a Key Vault reference: only Azure resolves
 * them, and downloaded settings have the reference itself. For jobs that send no alert, and so need no channel's secret.
 */
export function withoutChannelSecrets(environment: Environment): Environment {
  const alerts = environment.ALERTS?.replace(namedSetting, (whole, key: string, name: string) =>
    isReference(environment[name] ?? '') ? `${key}${JSON.stringify(standIn)}` : whole,
  );
  return { ...environment, ...(alerts !== undefined && { ALERTS: alerts }) };
}

/** Returns the app settings that `ALERTS` names for a channel's address or key and that hold a Key Vault reference. */
export function channelReferences(environment: Environment): string[] {
  const names = [...(environment.ALERTS ?? '').matchAll(namedSetting)].map(([, , name = '']) => name);
  return [...new Set(names)].filter((name) => isReference(environment[name] ?? ''));
}

/** A channel's address or key that names an app setting. */
const namedSetting = /("(?:url|key)"\s*:\s*)"%([A-Za-z_][A-Za-z0-9_]*)%"/g;
