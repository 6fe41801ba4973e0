/**
 * Commands of the Azure CLI that our pages and scripts use, each with its required and its optional options from
 * `az COMMAND --help`. All commands accept `query` and `output`.
 */
export const azureCommands: Readonly<Record<string, { needs: string[]; takes?: string[] }>> = {
  login: { needs: [] },
  'cloud set': { needs: ['name'] },
  'account get-access-token': { needs: [] },
  'account show': { needs: [] },
  rest: { needs: ['method', 'url'], takes: ['headers', 'body', 'resource'] },
  'provider register': { needs: ['namespace'], takes: ['wait'] },
  'group create': { needs: ['name', 'location'], takes: ['tags'] },
  'group delete': { needs: ['name'], takes: ['yes'] },
  'deployment group create': {
    needs: ['resource-group'],
    takes: ['name', 'template-file', 'parameters'],
  },
  'deployment group what-if': {
    needs: ['resource-group'],
    takes: ['name', 'template-file', 'parameters', 'validation-level', 'result-format'],
  },
  'deployment group show': { needs: ['name', 'resource-group'] },
  'stack group create': {
    needs: ['name', 'resource-group', 'action-on-unmanage', 'deny-settings-mode'],
    takes: ['template-file', 'parameters'],
  },
  'stack group show': { needs: ['name', 'resource-group'] },
  'resource show': { needs: [], takes: ['resource-group', 'name', 'resource-type'] },
  'identity create': { needs: ['name', 'resource-group'], takes: ['location'] },
  'identity show': { needs: ['name', 'resource-group'] },
  'ad signed-in-user show': { needs: [] },
  'ad sp show': { needs: ['id'] },
  'role assignment create': { needs: ['role', 'scope'], takes: ['assignee'] },
  'role assignment list': { needs: [], takes: ['all'] },
  'role assignment delete': { needs: [], takes: ['assignee', 'scope', 'ids'] },
  'storage account show': { needs: ['name'], takes: ['resource-group'] },
  'storage blob download-batch': { needs: ['source', 'destination'], takes: ['auth-mode', 'account-name'] },
  'storage entity merge': { needs: ['entity', 'table-name'], takes: ['auth-mode', 'account-name'] },
  'policy exemption create': {
    needs: ['name', 'exemption-category', 'policy-assignment'],
    takes: ['resource-group', 'policy-definition-reference-ids'],
  },
  'functionapp start': { needs: ['name', 'resource-group'] },
  'functionapp restart': { needs: ['name', 'resource-group'] },
  'functionapp config appsettings set': { needs: ['name', 'resource-group'], takes: ['settings'] },
  'functionapp vnet-integration remove': { needs: ['name', 'resource-group'] },
  'network private-endpoint list': { needs: [], takes: ['resource-group'] },
  'network private-endpoint delete': { needs: ['name', 'resource-group'] },
  'network private-dns zone list': { needs: [], takes: ['resource-group'] },
  'network private-dns zone delete': { needs: ['name', 'resource-group'], takes: ['yes'] },
  'network private-dns link vnet delete': { needs: ['name', 'zone-name', 'resource-group'], takes: ['yes'] },
  'network nsg delete': { needs: ['name', 'resource-group'] },
  'network vnet delete': { needs: ['name', 'resource-group'] },
  'network nat gateway delete': { needs: ['name', 'resource-group'] },
  'network public-ip delete': { needs: ['name', 'resource-group'] },
  'monitor log-analytics query': { needs: ['workspace', 'analytics-query'] },
  'monitor log-analytics workspace delete': {
    needs: ['resource-group', 'workspace-name'],
    takes: ['force', 'yes'],
  },
};

/** Returns the error message of the real `az` for a call; null if it accepts the call. */
export function azureCliProblem(args: readonly string[]): string | null {
  const firstOption = args.findIndex((arg) => arg.startsWith('-'));
  const words = firstOption === -1 ? args : args.slice(0, firstOption);
  const known = azureCommands[words.join(' ')];
  if (known === undefined) return `'${words.join(' ')}' is misspelled or not recognized by the system.`;
  const given = args.filter((arg) => arg.startsWith('--')).map((arg) => arg.slice(2));
  const all = [...known.needs, ...(known.takes ?? []), 'query', 'output'];
  const unknown = given.filter((name) => !all.includes(name));
  if (unknown.length > 0) return `unrecognized arguments: --${unknown.join(' --')}`;
  const missing = known.needs.filter((name) => !given.includes(name));
  return missing.length > 0 ? `the following arguments are required: --${missing.join(', --')}` : null;
}
