@description('Resource id of the identity. The names of the assignments are computed from it, so that what-if knows them in advance.')
param identityId string

@description('Object id of the identity that gets the roles.')
param principalId string

@description('Name of the host\'s storage account.')
param hostStorageName string

@description('Name of the storage account of the audit data.')
param auditStorageName string

@description('Container of the sent reports.')
param reportContainer string

@description('Container of the snapshots of standing access.')
param accessContainer string

@description('Name of the Communication Service.')
param communicationServiceName string

@description('Name of the Application Insights component.')
param componentName string

@description('Object ids of users or groups that may read the audit data.')
param auditorObjectIds string[]

// Built-in roles.
var roles = {
  // The host keeps locks and the package in its storage, and creates its containers.
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  // No smaller built-in role may send mail.
  communicationAndEmailServiceOwner: '09976791-48a7-449e-bb21-39d1a415f350'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
}

resource hostStorage 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: hostStorageName
}

resource auditStorage 'Microsoft.Storage/storageAccounts@2026-04-01' existing = {
  name: auditStorageName

  resource blobs 'blobServices' existing = {
    name: 'default'

    resource reports 'containers' existing = {
      name: reportContainer
    }

    resource access 'containers' existing = {
      name: accessContainer
    }
  }
}

resource communicationService 'Microsoft.Communication/communicationServices@2026-03-18' existing = {
  name: communicationServiceName
}

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: componentName
}

resource hostBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: hostStorage
  name: guid(hostStorage.id, identityId, roles.storageBlobDataOwner)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataOwner)
    description: 'Functions host: timer locks, schedules and the deployed package'
  }
}

resource hostTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: hostStorage
  name: guid(hostStorage.id, identityId, roles.storageTableDataContributor)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageTableDataContributor
    )
    description: 'Functions host: its diagnostic events'
  }
}

resource auditTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: auditStorage
  name: guid(auditStorage.id, identityId, roles.storageTableDataContributor)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageTableDataContributor
    )
    description: 'PIM Report: events and ledgers'
  }
}

resource auditReports 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: auditStorage::blobs::reports
  name: guid(auditStorage::blobs::reports.id, identityId, roles.storageBlobDataContributor)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
    description: 'PIM Report: the archive of sent reports'
  }
}

resource auditAccess 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: auditStorage::blobs::access
  name: guid(auditStorage::blobs::access.id, identityId, roles.storageBlobDataContributor)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.storageBlobDataContributor
    )
    description: 'PIM Report: snapshots of standing access'
  }
}

resource mail 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: communicationService
  name: guid(communicationService.id, identityId, roles.communicationAndEmailServiceOwner)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.communicationAndEmailServiceOwner
    )
    description: 'PIM Report: sends the weekly mail'
  }
}

resource telemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: component
  name: guid(component.id, identityId, roles.monitoringMetricsPublisher)
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.monitoringMetricsPublisher
    )
    description: 'Functions host: writes telemetry'
  }
}

// Read access for people. When shared keys are off, Owner has no rights on the data.
var readerRoles = {
  storageBlobDataReader: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
  storageTableDataReader: '76199698-9eea-4c19-bc75-cec21354c6b6'
}

resource auditorBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for auditor in auditorObjectIds: {
    scope: auditStorage
    name: guid(auditStorage.id, auditor, readerRoles.storageBlobDataReader)
    properties: {
      principalId: auditor
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        readerRoles.storageBlobDataReader
      )
      description: 'Auditor: reads the sent reports'
    }
  }
]

resource auditorTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for auditor in auditorObjectIds: {
    scope: auditStorage
    name: guid(auditStorage.id, auditor, readerRoles.storageTableDataReader)
    properties: {
      principalId: auditor
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        readerRoles.storageTableDataReader
      )
      description: 'Auditor: reads events and ledgers'
    }
  }
]
