import { texts } from '../types.bicep'

@description('Region of the storage account.')
param location string

@description('Globally unique name of the storage account.')
@minLength(3)
@maxLength(24)
param name string

@description('Tags of the storage account.')
param tags texts

@description('Replication of the audit data.')
param sku string

@description('Container of the sent reports.')
param reportContainer string

@description('False when the account is reached through private endpoints alone.')
param allowPublicNetwork bool

@description('Days for which a sent report can neither be changed nor deleted; 0 = no immutability policy.')
param immutabilityDays int

@description('Days for which deleted reports and older versions can be brought back.')
param softDeleteDays int

@description('Days after which sent reports are deleted; 0 = never.')
param reportRetentionDays int

var tableNames = ['PimAuditEvents', 'CollectionDays', 'ReportRuns']

// The evidence. A storage account of its own, so that the host's rights end where the audit data begin.
resource account 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: allowPublicNetwork ? 'Enabled' : 'Disabled'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: allowPublicNetwork ? 'Allow' : 'Deny'
    }
  }
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2026-04-01' = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2026-04-01' = [
  for table in tableNames: {
    parent: tableService
    name: table
  }
]

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: softDeleteDays
    }
  }
}

resource reports 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' = {
  parent: blobService
  name: reportContainer
  properties: {
    publicAccess: 'None'
  }
}

// Left unlocked on purpose: locking cannot be undone and is a person's decision (docs/deploy.md).
resource immutability 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2026-04-01' = if (immutabilityDays > 0) {
  parent: reports
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: immutabilityDays
  }
}

var tierAndTidy = {
  enabled: true
  name: 'reports-to-cool'
  type: 'Lifecycle'
  definition: {
    filters: {
      blobTypes: ['blockBlob']
      prefixMatch: ['${reportContainer}/']
    }
    actions: {
      baseBlob: {
        tierToCool: {
          daysAfterModificationGreaterThan: 30
        }
      }
      version: {
        delete: {
          daysAfterCreationGreaterThan: max(softDeleteDays, immutabilityDays)
        }
      }
    }
  }
}
var expire = {
  enabled: true
  name: 'reports-expire'
  type: 'Lifecycle'
  definition: {
    filters: {
      blobTypes: ['blockBlob']
      prefixMatch: ['${reportContainer}/']
    }
    actions: {
      baseBlob: {
        delete: {
          daysAfterModificationGreaterThan: reportRetentionDays
        }
      }
    }
  }
}

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2026-04-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: reportRetentionDays > 0 ? [tierAndTidy, expire] : [tierAndTidy]
    }
  }
  dependsOn: [blobService]
}

@description('Name of the account.')
output name string = account.name

@description('Root of the blob service, ending with a slash.')
output blobEndpoint string = account.properties.primaryEndpoints.blob

@description('Root of the table service, ending with a slash.')
output tableEndpoint string = account.properties.primaryEndpoints.table

@description('First day of the month in which the account was made, as 2026-11-01: the same however often this is deployed.')
output firstMonth string = dateTimeAdd(account.properties.creationTime, 'PT0S', 'yyyy-MM-01')
