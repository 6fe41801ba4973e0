import { type Answer, type LoopbackServer, startLoopbackServer } from '../../../local/loopback-server';
import type { CertificateFiles } from './certificate';

/** The signed-in subscription, which contains the deployment. */
export const subscription = '00000000-0000-4000-8000-000000000001';
export const group = 'pim-report';
export const app = 'pimreport-abc';
export const siteId = `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Web/sites/${app}`;
export const accessToken = 'an-access-token';

type Json = Readonly<Record<string, unknown>>;

/** The state of the Azure stub; a test changes what it needs. */
export interface AzureState {
  /** App settings; a change restarts the app. */
  settings: Record<string, string>;
  /** Settings that are references to a Key Vault, with the result of each. */
  references: { name: string; status: string; vaultName: string; secretName: string }[];
  /** Data collection rules of the group: their immutable ids by name. */
  dataCollectionRules: Record<string, string>;
  /** Names of the functions that Azure lists, with whether they are disabled. */
  functions: Record<string, boolean>;
  state: string;
  principalId: string;
  roles: { role: string; scope: string }[];
  /** Ids of Graph's application permissions that the identity has. */
  granted: string[];
  /** Domains that are linked to the Communication Service, by resource id. */
  domains: Record<string, Json>;
  /** The rows that the workspace returns for a query. */
  answerQuery: (query: string) => unknown[][];
  /** Status codes of the deployment, one for each poll; the last one stays. */
  deployment: { status: number; text?: string }[];
  /** Replaces the response to a request; undefined keeps it. */
  refuse: (method: string, url: string) => Answer | undefined;
}

/** Azure on this machine: Resource Manager, Graph, and the deployment site of the app. */
export interface AzureStub {
  readonly arm: LoopbackServer;
  readonly scm: LoopbackServer;
  readonly state: AzureState;
  close(): Promise<void>;
}

const graphPrincipal = '99999999-0000-4000-8000-000000000003';
const resources = siteId.replace(/\/Microsoft\.Web\/.*$/, '');
const mailService = `${resources}/Microsoft.Communication/communicationServices/pimreport-mail-abc`;
const component = `${resources}/Microsoft.Insights/components/pimreport-insights`;
const workspace = `${resources}/Microsoft.OperationalInsights/workspaces/pimreport-logs`;
export const managedDomain = `${resources}/Microsoft.Communication/emailServices/pimreport-email-abc/domains/AzureManagedDomain`;
export const dataCollectionRule = (name: string): string =>
  `${resources}/Microsoft.Insights/dataCollectionRules/${name}`;
const storage = (name: string) => `${resources}/Microsoft.Storage/storageAccounts/${name}`;

/** A deployment without faults. */
export function healthyState(): AzureState {
  const roles = [
    ['b7e6dc6d-f1e8-4753-8033-0f276bb0955b', storage('pimreporthostabc')],
    ['0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3', storage('pimreporthostabc')],
    ['0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3', storage('pimreportauditabc')],
    [
      'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
      `${storage('pimreportauditabc')}/blobServices/default/containers/pim-reports`,
    ],
    [
      'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
      `${storage('pimreportauditabc')}/blobServices/default/containers/pim-access`,
    ],
    ['09976791-48a7-449e-bb21-39d1a415f350', mailService],
    ['3913510d-42f4-4e42-8a64-420c390055eb', component],
  ];
  return {
    settings: {
      AzureWebJobsStorage__blobServiceUri: 'https://pimreporthostabc.blob.core.windows.net/',
      AUDIT_STORAGE__tableServiceUri: 'https://pimreportauditabc.table.core.windows.net/',
      AUDIT_STORAGE__blobServiceUri: 'https://pimreportauditabc.blob.core.windows.net/',
      COMMUNICATION_SERVICES__endpoint: 'https://pimreport-mail-abc.europe.communication.azure.com',
      APPLICATIONINSIGHTS_CONNECTION_STRING: 'InstrumentationKey=1;IngestionEndpoint=https://in.example/',
      AZURE_CLIENT_ID: '1b2c3d4e-0000-4000-8000-000000000000',
      COLLECT_SCHEDULE: '0 30 1 * * *',
      REPORT_SCHEDULE: '0 0 7-19/2 * * 1',
      CORRECTION_SCHEDULE: '0 0 4 * * *',
      GRAPH_ENDPOINT: 'https://graph.microsoft.com',
      REPORT_SENDER: 'DoNotReply@1b2c3d4e.azurecomm.net',
      REPORT_RECIPIENTS: 'ciso@contoso.com',
    },
    references: [],
    dataCollectionRules: {},
    functions: { collectAuditEvents: false, sendWeeklyReport: false, sendCorrections: false },
    state: 'Running',
    principalId: '11111111-2222-4333-8444-555555555555',
    roles: roles.map(([role = '', scope = '']) => ({ role, scope })),
    granted: ['b0afded3-3588-46d8-8b3d-9842eff778da', '483bed4a-2ad3-4361-a73b-c83ccdbdc53c'],
    domains: {
      [managedDomain]: { mailFromSenderDomain: '1b2c3d4e.azurecomm.net', domainManagement: 'AzureManaged' },
    },
    answerQuery: (query) =>
      query.includes('Recent =') ? [['2026-11-28 01:31', 'yes', 'yes', '']] : [['yes', '']],
    deployment: [{ status: 0 }, { status: 2 }, { status: 4 }],
    refuse: () => undefined,
  };
}

const notFound = (what: string): Answer => ({
  status: 404,
  body: { error: { code: 'ResourceNotFound', message: `The Resource '${what}' was not found.` } },
});
/** Resource Manager's response to a caller without permission. */
export const forbidden: Answer = {
  status: 403,
  body: { error: { code: 'AuthorizationFailed', message: 'The client does not have authorization.' } },
};

/** Starts the stub. Like Azure, it refuses requests without a token or an api-version, or for a missing resource. */
export async function startAzure(certificate: CertificateFiles, state = healthyState()): Promise<AzureStub> {
  const clock = () => new Date();
  let scmHost = '';

  const resource = (path: string, body: string): unknown => {
    const { settings } = state;
    switch (path) {
      case siteId:
        return {
          id: siteId,
          properties: {
            state: state.state,
            hostNameSslStates: [
              { name: `${app}.example`, hostType: 'Standard' },
              { name: scmHost, hostType: 'Repository' },
            ],
          },
          identity: {
            type: 'UserAssigned',
            userAssignedIdentities: { '/identity': { principalId: state.principalId } },
          },
        };
      case `${siteId}/functions`:
        return {
          value: Object.entries(state.functions).map(([name, isDisabled]) => ({
            name: `${app}/${name}`,
            properties: { name, isDisabled },
          })),
        };
      case `${siteId}/config/appsettings/list`:
        return { properties: settings };
      case `${siteId}/config/configreferences/appsettings`:
        return {
          value: state.references.map(({ name, ...properties }) => ({
            name,
            properties: { ...properties, source: 'KeyVault', identityType: 'UserAssigned' },
          })),
        };
      case `${resources}/Microsoft.Insights/dataCollectionRules`:
        return {
          value: Object.entries(state.dataCollectionRules).map(([name, immutableId]) => ({
            id: dataCollectionRule(name),
            properties: { immutableId },
          })),
        };
      case `${resources}/Microsoft.Authorization/roleAssignments`:
        return {
          value: state.roles.map(({ role, scope }) => ({
            properties: { scope, roleDefinitionId: `/subscriptions/s/providers/x/roleDefinitions/${role}` },
          })),
        };
      case `${resources}/Microsoft.Insights/components`:
        return {
          value: [
            { id: '/other', properties: { ConnectionString: 'other', WorkspaceResourceId: '/other' } },
            {
              id: component,
              properties: {
                ConnectionString: settings.APPLICATIONINSIGHTS_CONNECTION_STRING,
                WorkspaceResourceId: workspace,
              },
            },
          ],
        };
      case `${resources}/Microsoft.Communication/communicationServices`:
        return {
          value: [
            {
              id: mailService,
              properties: {
                hostName: 'pimreport-mail-abc.europe.communication.azure.com',
                linkedDomains: Object.keys(state.domains),
              },
            },
          ],
        };
      case `${workspace}/query`: {
        const { query } = JSON.parse(body) as { query: string };
        return { tables: [{ name: 'PrimaryResult', rows: state.answerQuery(query) }] };
      }
      case `/v1.0/servicePrincipals/${state.principalId}/appRoleAssignments`:
        return {
          value: state.granted.map((appRoleId) => ({ id: `assignment-${appRoleId}`, appRoleId })),
        };
      case "/v1.0/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')":
        return { id: graphPrincipal };
      default:
        return path in state.domains ? { id: path, properties: state.domains[path] } : undefined;
    }
  };

  const arm = await startLoopbackServer({
    clock,
    answer: ({ method, url, headers, body }) => {
      if (headers.authorization !== `Bearer ${accessToken}`)
        return { status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } };
      const refused = state.refuse(method, url);
      if (refused !== undefined) return refused;
      const { pathname, searchParams } = new URL(url, 'http://arm');
      const isGraph = pathname.startsWith('/v1.0/');
      if (!isGraph && !searchParams.has('api-version'))
        return { status: 400, body: { error: { code: 'MissingApiVersionParameter' } } };
      if (method === 'PUT' && pathname === `${siteId}/config/appsettings`) {
        state.settings = (JSON.parse(body.toString()) as { properties: Record<string, string> }).properties;
        return { status: 200, body: { properties: state.settings } };
      }
      if (
        isGraph &&
        method === 'POST' &&
        pathname === `/v1.0/servicePrincipals/${graphPrincipal}/appRoleAssignedTo`
      ) {
        state.granted.push((JSON.parse(body.toString()) as { appRoleId: string }).appRoleId);
        return { status: 201, body: {} };
      }
      const [, assignment] = /\/appRoleAssignments\/assignment-([\w-]+)$/.exec(pathname) ?? [];
      if (isGraph && method === 'DELETE' && assignment !== undefined) {
        state.granted = state.granted.filter((id) => id !== assignment);
        return { status: 204 };
      }
      const isPost = /\/list$|\/query$/.test(pathname);
      if (method !== (isPost ? 'POST' : 'GET')) return { status: 405 };
      const found = resource(pathname, body.toString());
      return found === undefined ? notFound(pathname) : { status: 200, body: found };
    },
  });

  let polls = 0;
  const scm = await startLoopbackServer({
    clock,
    tls: certificate,
    answer: ({ method, url, headers, body }) => {
      if (headers.authorization !== `Bearer ${accessToken}`) return { status: 401 };
      const refused = state.refuse(method, url);
      if (refused !== undefined) return refused;
      if (method === 'POST' && url === '/api/publish?RemoteBuild=false') {
        if (headers['content-type'] !== 'application/zip' || body.subarray(0, 2).toString() !== 'PK')
          return { status: 400, body: { Message: 'The package is not a zip file.' } };
        polls = 0;
        return { status: 202, body: JSON.stringify('d1e2f3') };
      }
      if (method === 'GET' && url === '/api/deployments/d1e2f3') {
        const { status, text = '' } = state.deployment[Math.min(polls, state.deployment.length - 1)]!;
        polls += 1;
        if (status === 404) return { status };
        return {
          status: 200,
          body: { id: 'd1e2f3', status, status_text: text, message: 'status: 7, "status": 9' },
        };
      }
      return { status: 404 };
    },
  });
  scmHost = scm.url.replace('https://', '');

  return {
    arm,
    scm,
    state,
    close: async () => {
      await Promise.all([arm.close(), scm.close()]);
    },
  };
}
