import { texts } from '../types.bicep'

@description('Region of the network.')
param location string

@description('Prefix of the names.')
param namePrefix string

@description('Name of the virtual network.')
param networkName string

@description('Tags of all network resources.')
param tags texts

@description('Address space of the virtual network, a /24 or larger.')
param addressPrefix string

// Graph, the mail service and telemetry are public services. Calls to them come from this one address.
resource outboundAddress 'Microsoft.Network/publicIPAddresses@2026-03-01' = {
  name: '${namePrefix}-outbound'
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
  }
}

resource outbound 'Microsoft.Network/natGateways@2026-03-01' = {
  name: '${namePrefix}-outbound'
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIpAddresses: [
      {
        id: outboundAddress.id
      }
    ]
  }
}

// Has no rules: the default rules block all traffic from the internet. Many organizations forbid subnets without such
// a group.
resource securityGroup 'Microsoft.Network/networkSecurityGroups@2026-03-01' = {
  name: '${namePrefix}-network'
  location: location
  tags: tags
}

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: networkName
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [addressPrefix]
    }
    subnets: [
      {
        name: 'functions'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 0)
          defaultOutboundAccess: false
          networkSecurityGroup: {
            id: securityGroup.id
          }
          natGateway: {
            id: outbound.id
          }
          delegations: [
            {
              name: 'flex-consumption'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 1)
          defaultOutboundAccess: false
          networkSecurityGroup: {
            id: securityGroup.id
          }
          privateEndpointNetworkPolicies: 'Disabled'
        }
      }
    ]
  }
}

@description('IP address of outbound calls to Graph and the mail service.')
output outboundAddress string = outboundAddress.properties.ipAddress
