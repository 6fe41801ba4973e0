import { texts } from '../types.bicep'

@description('Region of the plan and the app.')
param location string

@description('Name of the Flex Consumption plan.')
param planName string

@description('Globally unique name of the function app.')
param name string

@description('Tags of the plan and the app. The app also gets the tag by which azd finds it.')
param tags texts

@description('Resource id of the user-assigned identity.')
param identityId string

@description('Container to which the package is deployed.')
param packageContainerUri string

@description('App settings by name.')
param settings texts

@description('Node.js version that the code runs on.')
param nodeVersion string

@description('True to distribute the app over availability zones.')
param zoneRedundant bool

@description('Megabytes of memory per instance.')
param instanceMemoryMB int

@description('Subnet for outgoing traffic; empty = none.')
param subnetId string

@description('IPv4 ranges from which code may be deployed; empty = from anywhere, with an Entra token.')
param deploymentIpRanges string[]

@description('Address of the package to deploy; empty = none.')
param packageUri string

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    // Deployments use the scm site, which disabling this would close as well. The app's site is closed below.
    publicNetworkAccess: 'Enabled'
    // Without it, Key Vault references would use a system-assigned identity, which the app does not have.
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUri
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'node'
        version: nodeVersion
      }
      scaleAndConcurrency: {
        // The minimum of the plan. Each timer runs on one instance.
        maximumInstanceCount: 40
        instanceMemoryMB: instanceMemoryMB
      }
    }
    siteConfig: {
      // Flex Consumption refuses many properties here (error 51021): test/infra/flex-consumption.test.ts lists them.
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ipSecurityRestrictionsDefaultAction: 'Deny'
      ipSecurityRestrictions: []
      scmIpSecurityRestrictionsUseMain: false
      scmIpSecurityRestrictionsDefaultAction: empty(deploymentIpRanges) ? 'Allow' : 'Deny'
      scmIpSecurityRestrictions: [
        for (range, index) in deploymentIpRanges: {
          name: 'deployment-${index}'
          action: 'Allow'
          priority: 100 + index
          ipAddress: range
        }
      ]
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: settings
  }

  // No password may deploy or read, neither over FTP nor on the scm site. The changes are made one after the other,
  // because simultaneous changes of a site can conflict.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
    dependsOn: [appSettings]
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
    dependsOn: [ftp]
  }

  resource package 'extensions' = if (!empty(packageUri)) {
    name: 'onedeploy'
    // The compiler has no types for the properties of this resource.
    #disable-next-line BCP187
    properties: {
      packageUri: packageUri
      remoteBuild: false
    }
    dependsOn: [scm]
  }
}

@description('Name of the function app.')
output name string = app.name
