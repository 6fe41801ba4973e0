import { texts } from '../types.bicep'

@description('Region of the dashboard.')
param location string

@description('Prefix of the names.')
param namePrefix string

@description('Tags of the dashboard.')
param tags texts

@description('Workspace that is queried.')
param workspaceId string

// Every query starts with this: the tables, or empty ones until the workspace has them.
var tables = loadTextContent('../queries/tables.kql')
var day = 86400000
var tiles = [
  {
    title: 'Is every day complete? Days that were incomplete after the latest collection'
    visualization: 'table'
    noData: 'Every day is complete.'
    query: loadTextContent('../queries/dashboard-coverage.kql')
  }
  {
    title: 'Collections: new events per day'
    visualization: 'barchart'
    noData: 'No collections in this period.'
    query: loadTextContent('../queries/dashboard-events.kql')
  }
  {
    title: 'Runs'
    visualization: 'table'
    noData: 'No runs in this period.'
    query: loadTextContent('../queries/dashboard-runs.kql')
  }
  {
    title: 'Reports and mails'
    visualization: 'table'
    noData: 'No reports in this period.'
    query: loadTextContent('../queries/dashboard-mails.kql')
  }
  {
    title: 'Failures and their reasons'
    visualization: 'table'
    noData: 'No failures in this period.'
    query: loadTextContent('../queries/dashboard-failures.kql')
  }
]

var timeRange = {
  type: 9
  name: 'time range'
  content: {
    version: 'KqlParameterItem/1.0'
    style: 'pills'
    parameters: [
      {
        id: guid(resourceGroup().id, 'TimeRange')
        version: 'KqlParameterItem/1.0'
        name: 'TimeRange'
        label: 'Time'
        type: 4
        isRequired: true
        value: {
          durationMs: 30 * day
        }
        typeSettings: {
          selectableValues: [
            { durationMs: day }
            { durationMs: 7 * day }
            { durationMs: 30 * day }
            { durationMs: 90 * day }
          ]
          allowCustom: true
        }
      }
    ]
  }
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, namePrefix, 'PIM Report')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'PIM Report (${namePrefix})'
    category: 'workbook'
    sourceId: workspaceId
    version: '1.0'
    serializedData: string({
      version: 'Notebook/1.0'
      items: concat(
        [timeRange],
        map(tiles, tile => {
          type: 3
          name: tile.title
          content: {
            version: 'KqlItem/1.0'
            title: tile.title
            query: '${tables}${tile.query}'
            size: 0
            queryType: 0
            resourceType: 'microsoft.operationalinsights/workspaces'
            timeContextFromParameter: 'TimeRange'
            visualization: tile.visualization
            noDataMessage: tile.noData
            noDataMessageStyle: 3
          }
        })
      )
      fallbackResourceIds: [workspaceId]
    })
  }
}
