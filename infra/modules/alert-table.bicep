import { alertChannel, texts } from '../types.bicep'

@description('Region of the workspace and of the rule.')
param location string

@description('Name of the data collection rule.')
param ruleName string

@description('Tags of the rule.')
param tags texts

@description('Workspace that the table is in.')
param workspaceId string

@description('Resource id of the identity. The name of the assignment is computed from it, so that what-if knows it in advance.')
param identityId string

@description('Object id of the identity that writes rows.')
param principalId string

var tableName = 'PimReportAlerts_CL'
var streamName = 'Custom-PimReportAlerts'
var idParts = split(workspaceId, '/')

// The columns that the app sends; a test compares them with shared/alerts/payloads/sentinel-row.ts.
var sentColumns = [
  { name: 'TimeGenerated', type: 'datetime' }
  { name: 'FindingKey', type: 'string' }
  { name: 'Rule', type: 'string' }
  { name: 'Severity', type: 'string' }
  { name: 'Sentence', type: 'string' }
  { name: 'PrincipalId', type: 'string' }
  { name: 'PrincipalName', type: 'string' }
  { name: 'PrincipalUpn', type: 'string' }
  { name: 'RoleId', type: 'string' }
  { name: 'RoleName', type: 'string' }
  { name: 'ScopeId', type: 'string' }
  { name: 'ScopeName', type: 'string' }
  { name: 'InitiatorName', type: 'string' }
  { name: 'At', type: 'datetime' }
  { name: 'SeenAt', type: 'datetime' }
  { name: 'Organization', type: 'string' }
  { name: 'TenantId', type: 'string' }
  { name: 'EventIds', type: 'dynamic' }
]

// Every table already has a column TenantId with the workspace's id, and accepts no other column of that name.
var storedColumns = map(
  sentColumns,
  column => column.name == 'TenantId' ? { name: 'EntraTenantId', type: 'string' } : column
)

module table 'workspace-table.bicep' = {
  scope: resourceGroup(idParts[2], idParts[4])
  params: {
    workspaceName: last(idParts)
    tableName: tableName
    columns: storedColumns
  }
}

resource rule 'Microsoft.Insights/dataCollectionRules@2023-03-11' = {
  name: ruleName
  location: location
  tags: tags
  // Only this kind has its own endpoint.
  kind: 'Direct'
  properties: {
    description: 'PIM Report: immediate alerts'
    streamDeclarations: {
      '${streamName}': {
        columns: sentColumns
      }
    }
    destinations: {
      logAnalytics: [
        {
          name: 'workspace'
          workspaceResourceId: workspaceId
        }
      ]
    }
    dataFlows: [
      {
        streams: [streamName]
        destinations: ['workspace']
        transformKql: 'source | project-rename EntraTenantId = TenantId'
        outputStream: 'Custom-${tableName}'
      }
    ]
  }
  dependsOn: [table]
}

var monitoringMetricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

resource writer 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: rule
  name: guid(rule.id, identityId, monitoringMetricsPublisher)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', monitoringMetricsPublisher)
    description: 'PIM Report: writes immediate alerts'
  }
}

@description('The channel for ALERTS. It sends every severity, because analytics rules in Sentinel select the rows.')
output channel alertChannel = {
  name: 'workspace'
  kind: 'sentinel'
  minimum: 'info'
  endpoint: rule.properties.endpoints.logsIngestion
  rule: rule.properties.immutableId
  stream: streamName
}
