import { texts } from '../types.bicep'

@description('Region of the workspace and of Application Insights.')
param location string

@description('Name of the Log Analytics workspace.')
param workspaceName string

@description('Name of the Application Insights component.')
param componentName string

@description('Tags of both.')
param tags texts

@description('Days for which logs are kept. The tables of Application Insights are free for 90.')
param retentionDays int

@description('Gigabytes a day after which ingestion stops until the next day.')
param dailyCapGb int

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' = {
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

// Without local authentication the connection string is an address, not a key: only a token may write.
resource component 'Microsoft.Insights/components@2020-02-02' = {
  name: componentName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: true
  }
}

@description('Resource id of the workspace, which alerts and the dashboard query.')
output workspaceId string = workspace.id

@description('Id of the workspace as queries name it.')
output customerId string = workspace.properties.customerId

@description('Where telemetry goes. Not a secret: the component takes tokens only.')
output connectionString string = component.properties.ConnectionString
