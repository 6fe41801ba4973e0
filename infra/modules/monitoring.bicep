import { texts } from '../types.bicep'

@description('Region of the workspace and of Application Insights.')
param location string

@description('Name of the Log Analytics workspace.')
param workspaceName string

@description('Resource id of an existing workspace; empty = create one.')
param existingWorkspaceId string

@description('Name of the Application Insights component.')
param componentName string

@description('Tags of the workspace and Application Insights.')
param tags texts

@description('Days for which logs are kept. The tables of Application Insights are free for 90.')
param retentionDays int

@description('Gigabytes a day after which ingestion stops until the next day.')
param dailyCapGb int

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' = if (empty(existingWorkspaceId)) {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionDays
    workspaceCapping: {
      dailyQuotaGb: dailyCapGb
    }
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

// The ids of an existing workspace have the form /subscriptions/ID/resourceGroups/GROUP/…/workspaces/NAME.
var idParts = split(existingWorkspaceId, '/')

resource existingWorkspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = if (!empty(existingWorkspaceId)) {
  name: empty(existingWorkspaceId) ? 'none' : last(idParts)
  scope: resourceGroup(idParts[?2] ?? subscription().subscriptionId, idParts[?4] ?? resourceGroup().name)
}

var usedWorkspaceId = empty(existingWorkspaceId) ? workspace.id : existingWorkspaceId

// Without local authentication, the connection string is only an address, not a key: writing needs a token.
resource component 'Microsoft.Insights/components@2020-02-02' = {
  name: componentName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: usedWorkspaceId
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: true
  }
}

@description('Resource id of the workspace that alerts and dashboard query.')
output workspaceId string = usedWorkspaceId

@description('Region of the workspace.')
output workspaceLocation string = empty(existingWorkspaceId) ? location : existingWorkspace!.location

@description('Id of the workspace for queries.')
output customerId string = empty(existingWorkspaceId)
  ? workspace!.properties.customerId
  : existingWorkspace!.properties.customerId

@description('Where telemetry goes. Not a secret: the component takes tokens only.')
output connectionString string = component.properties.ConnectionString
