import { texts } from '../types.bicep'

@description('Region of the identity.')
param location string

@description('Name of the user-assigned identity.')
param name string

@description('Tags of the identity.')
param tags texts

// User-assigned, so that the identity and its permissions exist before the function app and outlive it.
resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Client id with which the code and the platform select the identity.')
output clientId string = identity.properties.clientId

@description('Object id of the service principal in Entra, which gets the roles and the Graph permission.')
output principalId string = identity.properties.principalId
