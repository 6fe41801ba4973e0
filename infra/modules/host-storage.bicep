import { texts } from '../types.bicep'

@description('Region of the storage account.')
param location string

@description('Globally unique name of the storage account.')
@minLength(3)
@maxLength(24)
param name string

@description('Tags of the storage account.')
param tags texts

@description('False when the account is reached through private endpoints alone.')
param allowPublicNetwork bool

var packageContainer = 'app-package'

// What the Functions host needs for itself: timer locks, schedules, and the deployed package. No audit data.
resource account 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: 'Standard_LRS'
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

@description('Root of the blob service, ending with a slash.')
output blobEndpoint string = account.properties.primaryEndpoints.blob

@description('Root of the table service, ending with a slash.')
output tableEndpoint string = account.properties.primaryEndpoints.table

@description('Container to which the package is deployed.')
output packageContainerUri string = '${account.properties.primaryEndpoints.blob}${account::blobs::package.name}'
