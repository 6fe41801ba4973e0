// A deployment into what an organization has already: network, DNS, workspace, action group, key, names and tags.
using '../main.bicep'

var platform = '/subscriptions/00000000-0000-4000-8000-000000000009/resourceGroups/platform/providers'

param names = {
  identity: 'id-pim-prod-weu'
  plan: 'asp-pim-prod-weu'
  functionApp: 'func-pim-prod-weu'
  hostStorage: 'stpimhostprodweu'
  auditStorage: 'stpimauditprodweu'
  component: 'appi-pim-prod-weu'
  emailService: 'acse-pim-prod'
  communicationService: 'acs-pim-prod'
  budget: 'budget-pim-prod'
}
param tags = { owner: 'iam' }
param inheritTags = true
param azdEnvironment = 'prod'
param nodeVersion = '24'
param repositoryUrl = 'git@git.contoso.com:iam/pim-report.git'
param reportRecipients = 'ciso@contoso.com'
param auditStorageSku = 'Standard_ZRS'
param auditStorageLock = true
param encryptionKeyUri = 'https://contoso.vault.azure.net/keys/pim-report'
param encryptionIdentityId = '${platform}/Microsoft.ManagedIdentity/userAssignedIdentities/pim-report-key'
param auditorObjectIds = [
  '7b1a4b5e-0000-4000-8000-000000000001'
  '7b1a4b5e-0000-4000-8000-000000000002'
]
param reportImmutabilityDays = 365
param existingWorkspaceId = '${platform}/Microsoft.OperationalInsights/workspaces/central-logs'
param existingActionGroupId = '${platform}/Microsoft.Insights/actionGroups/soc'
param privateNetwork = true
param existingFunctionsSubnetId = '${platform}/Microsoft.Network/virtualNetworks/spoke/subnets/pim-functions'
param existingEndpointsSubnetId = '${platform}/Microsoft.Network/virtualNetworks/spoke/subnets/pim-endpoints'
param existingBlobDnsZoneId = '${platform}/Microsoft.Network/privateDnsZones/privatelink.blob.core.windows.net'
param existingTableDnsZoneId = '${platform}/Microsoft.Network/privateDnsZones/privatelink.table.core.windows.net'
param zoneRedundant = true
