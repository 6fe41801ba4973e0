import { dnsZoneIds, texts } from '../types.bicep'

@description('Region of the endpoints.')
param location string

@description('Tags of all resources.')
param tags texts

@description('Resource id of the subnet of the endpoints.')
param subnetId string

@description('Resource id of the network of that subnet.')
param networkId string

@description('Name of the host\'s storage account.')
param hostStorageName string

@description('Name of the storage account of the audit data.')
param auditStorageName string

@description('Existing private DNS zones.')
param existingZoneIds dnsZoneIds

@description('True to create private DNS zones and link them to the network of the subnet.')
param createZones bool

var endpoints = [
  { account: hostStorageName, service: 'blob' }
  { account: hostStorageName, service: 'table' }
  { account: auditStorageName, service: 'blob' }
  { account: auditStorageName, service: 'table' }
]
var services = ['blob', 'table']

resource accounts 'Microsoft.Storage/storageAccounts@2026-04-01' existing = [
  for endpoint in endpoints: {
    name: endpoint.account
  }
]

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for service in services: if (createZones) {
    name: 'privatelink.${service}.${environment().suffixes.storage}'
    location: 'global'
    tags: tags
  }
]

resource zoneLinks 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (service, index) in services: if (createZones) {
    parent: zones[index]
    name: last(split(networkId, '/'))
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: networkId
      }
    }
  }
]

resource privateEndpoints 'Microsoft.Network/privateEndpoints@2026-03-01' = [
  for (endpoint, index) in endpoints: {
    name: '${endpoint.account}-${endpoint.service}'
    location: location
    tags: tags
    properties: {
      subnet: {
        id: subnetId
      }
      privateLinkServiceConnections: [
        {
          name: endpoint.service
          properties: {
            privateLinkServiceId: accounts[index].id
            groupIds: [endpoint.service]
          }
        }
      ]
    }
  }
]

// Without zones, an Azure Policy of the organization creates the records.
resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2026-03-01' = [
  for (endpoint, index) in endpoints: if (createZones || !empty(existingZoneIds.blob)) {
    parent: privateEndpoints[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: endpoint.service
          properties: {
            privateDnsZoneId: createZones
              ? zones[indexOf(services, endpoint.service)].id
              : existingZoneIds[endpoint.service]
          }
        }
      ]
    }
  }
]
