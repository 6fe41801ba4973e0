@description('Name of the workspace.')
param workspaceName string

@description('Name of the table, which ends with _CL.')
param tableName string

@description('Name and type of each column.')
param columns { name: string, type: string }[]

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  name: workspaceName

  resource table 'tables' = {
    name: tableName
    properties: {
      schema: {
        name: tableName
        columns: columns
      }
    }
  }
}
