@description('Workspace that receives the logs.')
param workspaceId string

@description('Name of the storage account of the audit data.')
param auditStorageName string

@description('Name of the Communication Service.')
param communicationServiceName string

var settingName = 'to-workspace'

resource auditStorage 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: auditStorageName

  resource blobs 'blobServices' existing = {
    name: 'default'
  }

  resource tables 'tableServices' existing = {
    name: 'default'
  }
}

resource communicationService 'Microsoft.Communication/communicationServices@2026-03-18' existing = {
  name: communicationServiceName
}

// Logs who deleted evidence. Reads and writes come from the jobs; logging them would cost more than it is worth.
resource blobDeletions 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: auditStorage::blobs
  name: settingName
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}

resource tableDeletions 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: auditStorage::tables
  name: settingName
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}

// The jobs know only that a mail was accepted. These logs say whether it was delivered.
resource deliveries 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: communicationService
  name: settingName
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'EmailSendMailOperational'
        enabled: true
      }
      {
        category: 'EmailStatusUpdateOperational'
        enabled: true
      }
    ]
  }
}
