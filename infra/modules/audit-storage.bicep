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

@description('True to prevent the deletion of the account.')
param lock bool

@description('Key Vault key that encrypts the account, as https://VAULT/keys/NAME[/VERSION]; empty = a key that Microsoft manages.')
param encryptionKeyUri string

@description('Resource id of the identity that may use the key.')
param encryptionIdentityId string

@description('Container of the sent reports.')
param reportContainer string

@description('Container of the snapshots of standing access.')
param accessContainer string

@description('False to allow private endpoints only.')
param allowPublicNetwork bool

@description('Days for which a sent report can neither be changed nor deleted; 0 = no immutability policy.')
param immutabilityDays int

@description('Days for which deleted reports and older versions can be restored.')
param softDeleteDays int

@description('Days after which sent reports are deleted; 0 = never.')
param reportRetentionDays int

var tableNames = [
  'PimAuditEvents'
  'CollectionDays'
  'ReportRuns'
  'AccessSnapshots'
  'AlertsSent'
  'HistorySummaries'
]

var keyParts = split(encryptionKeyUri, '/')
var microsoftKey = {
  keySource: 'Microsoft.Storage'
  requireInfrastructureEncryption: true
  services: {
    blob: { enabled: true, keyType: 'Account' }
    file: { enabled: true, keyType: 'Account' }
  }
}
var customerKey = {
  keySource: 'Microsoft.Keyvault'
  requireInfrastructureEncryption: true
  identity: {
    userAssignedIdentity: encryptionIdentityId
  }
  keyvaultproperties: {
    keyvaulturi: 'https://${keyParts[?2] ?? ''}'
    keyname: keyParts[?4] ?? ''
    // Without a version, the account follows the rotation of the key.
    keyversion: keyParts[?5] ?? ''
  }
  services: {
    blob: { enabled: true, keyType: 'Account' }
    file: { enabled: true, keyType: 'Account' }
    // Otherwise tables and queues keep a key that Microsoft manages. Azure accepts this only when the account is created.
    table: { enabled: true, keyType: 'Account' }
    queue: { enabled: true, keyType: 'Account' }
  }
}

// Contains the evidence, separate from the host's storage: rights on that account give none here.
resource account 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  identity: empty(encryptionKeyUri)
    ? null
    : {
        type: 'UserAssigned'
        userAssignedIdentities: {
          '${encryptionIdentityId}': {}
        }
      }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    encryption: empty(encryptionKeyUri) ? microsoftKey : customerKey
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: allowPublicNetwork ? 'Enabled' : 'Disabled'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: allowPublicNetwork ? 'Allow' : 'Deny'
    }
  }
}

resource deletionLock 'Microsoft.Authorization/locks@2020-05-01' = if (lock) {
  scope: account
  name: 'keep-audit-data'
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds the audit events and the sent reports of PIM Report.'
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

resource access 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' = {
  parent: blobService
  name: accessContainer
  properties: {
    publicAccess: 'None'
  }
}

// Left unlocked: locking cannot be undone, so a person decides on it (docs/deploy.md).
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
// A snapshot that RETENTION_DAYS has deleted would stay as a previous version for ever.
var expireVersionsOfAccess = {
  enabled: true
  name: 'access-versions-expire'
  type: 'Lifecycle'
  definition: {
    filters: {
      blobTypes: ['blockBlob']
      prefixMatch: ['${accessContainer}/']
    }
    actions: {
      version: {
        delete: {
          daysAfterCreationGreaterThan: softDeleteDays
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
      rules: reportRetentionDays > 0
        ? [tierAndTidy, expireVersionsOfAccess, expire]
        : [tierAndTidy, expireVersionsOfAccess]
    }
  }
  dependsOn: [blobService]
}

@description('Name of the account.')
output name string = account.name

@description('Root of the blob service, with a slash at the end.')
output blobEndpoint string = account.properties.primaryEndpoints.blob

@description('Root of the table service, with a slash at the end.')
output tableEndpoint string = account.properties.primaryEndpoints.table

@description('First day of the month in which the account was created, e.g. 2026-11-01: the same at every deployment.')
output firstMonth string = dateTimeAdd(account.properties.creationTime, 'PT0S', 'yyyy-MM-01')
