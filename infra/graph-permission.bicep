metadata name = 'PIM Report: Graph permission'
metadata description = 'Grants the identity of PIM Report its permission to read Microsoft Graph. Apart from main.bicep, because compiling it downloads the Graph extension and deploying it needs AppRoleAssignment.ReadWrite.All in Entra.'

extension 'br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0'

targetScope = 'resourceGroup'

@description('Beginning of every name, as in main.bicep.')
@minLength(2)
@maxLength(10)
param namePrefix string = 'pimreport'

@description('Name of the identity, where main.bicep was given another one in names.')
param identityName string = '${namePrefix}-identity'

@description('Grants Directory.Read.All as well. Only where Graph refuses the audit log without it (docs/deploy.md): it reads the whole directory.')
param grantDirectoryRead bool = false

// Fixed by Microsoft: the application id of Graph, and the ids of its application permissions.
var graphAppId = '00000003-0000-0000-c000-000000000000'
var permissions = {
  auditLogReadAll: 'b0afded3-3588-46d8-8b3d-9842eff778da'
  directoryReadAll: '7ab1d382-f21e-4acd-a863-ba3e13f7da61'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource graph 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: graphAppId
}

resource auditLogReadAll 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {
  appRoleId: permissions.auditLogReadAll
  principalId: identity.properties.principalId
  resourceId: graph.id
}

resource directoryReadAll 'Microsoft.Graph/appRoleAssignedTo@v1.0' = if (grantDirectoryRead) {
  appRoleId: permissions.directoryReadAll
  principalId: identity.properties.principalId
  resourceId: graph.id
}
