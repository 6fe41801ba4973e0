/** The authority of each national cloud, by the end of its Graph root. Source: Microsoft Graph, national clouds. */
const authorities: readonly (readonly [graphHost: string, authority: string])[] = [
  ['graph.microsoft.us', 'https://login.microsoftonline.us'],
  ['dod-graph.microsoft.us', 'https://login.microsoftonline.us'],
  ['microsoftgraph.chinacloudapi.cn', 'https://login.chinacloudapi.cn'],
];

/** Returns the authority that gives tokens for a Graph root; null for the public cloud, the default of every SDK. */
export function authorityOf(graphEndpoint: string): string | null {
  const { hostname } = new URL(graphEndpoint);
  return authorities.find(([host]) => host === hostname)?.[1] ?? null;
}
