import { texts } from '../types.bicep'

@description('Region of the storage account.')
param location string

@description('Globally unique name of the storage account.')
@minLength(3)
@maxLength(24)
param name string

@description('Tags of the storage account.')
param tags texts

@description('Replication of the account.')
param sku string

@description('False to allow private endpoints only.')
param allowPublicNetwork bool

var packageContainer = 'app-package'

// Contains what the Functions host needs: timer locks, schedules and the deployed package. No audit data.
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
    encryption: {
      keySource: 'Microsoft.Storage'
      requireInfrastructureEncryption: true
      services: {
        blob: { enabled: true, keyType: 'Account' }
        file: { enabled: true, keyType: 'Account' }
      }
    }
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: allowPublicNetwork ? 'Enabled' : 'Disabled'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: allowPublicNetwork ? 'Allow' : 'Deny'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource package 'containers' = {
      name: packageContainer
      properties: {
        publicAccess: 'None'
      }
    }
  }
}

@description('Root of the blob service, with a slash at the end.')
output blobEndpoint string = account.properties.primaryEndpoints.blob

@description('Root of the table service, with a slash at the end.')
output tableEndpoint string = account.properties.primaryEndpoints.table

@description('Container to which the package is deployed.')
output packageContainerUri string = '${account.properties.primaryEndpoints.blob}${account::blobs::package.name}'
