import type { CheckPlan } from '../domain/check';
import { joinList } from '../text/plural';

/**
 * Plans the check of channels whose app settings hold an unresolved Key Vault reference. It only warns: Azure resolves the
 * references, and settings downloaded to a terminal contain nothing else.
 * @param names names of the app settings; at least one
 */
export function checkChannelReferences(names: readonly string[]): CheckPlan {
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
