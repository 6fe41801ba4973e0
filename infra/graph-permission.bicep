metadata name = 'PIM Report: Graph permission'
metadata description = 'Grants the identity of PIM Report its permission to read Microsoft Graph. Apart from main.bicep, because compiling it downloads the Graph extension and deploying it needs AppRoleAssignment.ReadWrite.All in Entra.'

extension 'br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0'

targetScope = 'resourceGroup'

@description('Prefix of every name, as in main.bicep.')
@minLength(2)
@maxLength(10)
param namePrefix string = 'pimreport'

@description('Name of the identity, if names in main.bicep replaces it.')
param identityName string = '${namePrefix}-identity'

@description('True to grant Directory.Read.All as well. It can read the whole directory, so use it only if Graph refuses the audit log without it (docs/deploy.md).')
param grantDirectoryRead bool = false

@description('Parts of standing access, as in main.bicep: each needs its own permissions. off = only AuditLog.Read.All.')
param standingAccess string = 'roles'

// Fixed by Microsoft: the application id of Graph, and the ids of its application permissions.
var graphAppId = '00000003-0000-0000-c000-000000000000'
var permissions = {
  auditLogReadAll: 'b0afded3-3588-46d8-8b3d-9842eff778da'
  directoryReadAll: '7ab1d382-f21e-4acd-a863-ba3e13f7da61'
  roleManagementReadDirectory: '483bed4a-2ad3-4361-a73b-c83ccdbdc53c'
  privilegedEligibilityScheduleReadAzureADGroup: 'edb419d6-7edc-42a3-9345-509bfdf5d87c'
  privilegedAssignmentScheduleReadAzureADGroup: 'cd4161cb-f098-48f8-a884-1eda9a42434c'
  groupMemberReadAll: '98830695-27a2-44f7-8c18-0c3ebc9698f6'
  userReadAll: 'df021288-bdef-4463-88db-98f22de89214'
  policyReadAll: '246dd0d5-5bd0-4def-940b-0421030a5b68'
}
var parts = split(replace(standingAccess, ' ', ''), ',')

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

resource roleManagementReadDirectory 'Microsoft.Graph/appRoleAssignedTo@v1.0' = if (contains(parts, 'roles')) {
  appRoleId: permissions.roleManagementReadDirectory
  principalId: identity.properties.principalId
  resourceId: graph.id
}

resource privilegedEligibilityScheduleReadAzureADGroup 'Microsoft.Graph/appRoleAssignedTo@v1.0' = if (contains(
  parts,
  'groups'
)) {
  appRoleId: permissions.privilegedEligibilityScheduleReadAzureADGroup
  principalId: identity.properties.principalId
  resourceId: graph.id
}

resource privilegedAssignmentScheduleReadAzureADGroup 'Microsoft.Graph/appRoleAssignedTo@v1.0' = if (contains(
  parts,
  'groups'
)) {
  appRoleId: permissions.privilegedAssignmentScheduleReadAzureADGroup
  principalId: identity.properties.principalId
  resourceId: graph.id
}

resource groupMemberReadAll 'Microsoft.Graph/appRoleAssignedTo@v1.0' = if (contains(parts, 'groups')) {
  appRoleId: permissions.groupMemberReadAll
  principalId: identity.properties.principalId
  resourceId: graph.id
}

resource userReadAll 'Microsoft.Graph/appRoleAssignedTo@v1.0' = if (contains(parts, 'people')) {
  appRoleId: permissions.userReadAll
  principalId: identity.properties.principalId
  resourceId: graph.id
}

resource policyReadAll 'Microsoft.Graph/appRoleAssignedTo@v1.0' = if (contains(parts, 'conditional-access')) {
  appRoleId: permissions.policyReadAll
  principalId: identity.properties.principalId
  resourceId: graph.id
}
