metadata name = 'PIM Report'
metadata description = 'Collects Microsoft Entra PIM audit events every night and mails an Excel report every Monday. No secret, no inbound endpoint.'

targetScope = 'resourceGroup'

import { alertChannel, dnsRecords, resourceNames, texts } from 'types.bicep'

// ── Where and under which names ──────────────────────────────────────────────────────────────────────────────────

@description('Region of everything that is not global. Flex Consumption must be offered there.')
@metadata({ azd: { type: 'location' } })
param location string = resourceGroup().location

@description('Prefix of every name: lower-case letters and digits.')
@minLength(2)
@maxLength(10)
param namePrefix string = 'pimreport'

@description('Names that replace the generated ones, e.g. { functionApp: \'func-pim-prod-weu\' }; resources that are left out keep their generated names. Choose the names before the first deployment: a new name creates a new resource.')
param names resourceNames = {}

@description('Tags of every resource.')
param tags texts = {}

@description('True to give every resource the tags of the resource group as well; tags overrides them.')
param inheritTags bool = false

@description('Name of the azd environment, set by azd; every resource then carries the tag azd-env-name.')
param azdEnvironment string = ''

@description('Address of the pim-report.zip of a release, e.g. https://github.com/…/releases/download/v1.2.3/pim-report.zip. Use an address with a tag, so that deploying again deploys the same code; it must be downloadable without a signature. Empty = deploy the code afterwards, with azd or the output deployCommand.')
param packageUri string = ''

@description('Node.js version that the code runs on.')
@allowed(['22', '24'])
param nodeVersion string = '22'

@description('Address of the repository that this was deployed from, e.g. the output of git remote get-url origin. Alert mails then link to its docs/operate.md; a user and a token in the address are left out. Empty = alert mails name the page, the anchor and the first command without a link.')
param repositoryUrl string = ''

// ── Who gets the report ──────────────────────────────────────────────────────────────────────────────────────────

@description('Setting REPORT_RECIPIENTS: addresses that receive the report, separated by , or ;')
@minLength(5)
param reportRecipients string

@description('Setting REPORT_CC: addresses in copy, separated by , or ;')
param reportCc string = ''

@description('Setting REPORT_BCC: addresses in blind copy, separated by , or ;')
param reportBcc string = ''

@description('Setting REPORT_REPLY_TO: addresses that receive replies to the mail.')
param reportReplyTo string = ''

@description('Setting REPORT_ORGANIZATION: the name printed in the report; empty = the id of the tenant.')
param reportOrganization string = ''

@description('Setting REPORT_TIME_ZONE: IANA zone of weeks, business hours and printed times, e.g. Europe/Berlin.')
param reportTimeZone string = 'UTC'

@description('Setting REPORT_FORMATS: attachments, xlsx or csv or both, separated by a comma.')
@allowed(['xlsx', 'csv', 'xlsx,csv'])
param reportFormats string = 'xlsx'

@description('Setting REPORTS: several reports as a JSON list; empty = one report, named weekly, from the settings above.')
param reports string = ''

@description('Setting FINDINGS: thresholds, suppressions, break-glass accounts and business hours as JSON.')
param findings string = '{}'

@description('Setting CORRECTION_MAILS: true sends a corrected report when the data of an incomplete report becomes complete.')
param correctionMails bool = true

// ── What is collected, and when ──────────────────────────────────────────────────────────────────────────────────

@description('Setting COLLECT_SCHEDULE: NCRONTAB in UTC.')
param collectSchedule string = '0 30 1 * * *'

@description('Setting REPORT_SCHEDULE: NCRONTAB in UTC. The default has several times on Monday: after a failed run, the next one sends the report; once it is sent, further runs do nothing. If you change it, change reportDueHours too.')
param reportSchedule string = '0 0 7-19/2 * * 1'

@description('Setting CORRECTION_SCHEDULE: NCRONTAB in UTC, after the nightly collection. This run also sends weekly reports that were not sent before.')
param correctionSchedule string = '0 0 4 * * *'

@description('Setting STANDING_ACCESS: which standing access is read in addition to the events: roles, groups, people, conditional-access, separated by a comma, or off.')
param standingAccess string = 'roles'

@description('Setting ALERTS: channels that receive findings within minutes (docs/alerts.md). For url and key, give the address of a Key Vault secret, https://VAULT.vault.azure.net/secrets/NAME, which the app reads with its identity. Empty = no alerts.')
param alerts alertChannel[] = []

@description('Resource id of the Key Vault with the secrets of the channels: the identity gets the role Key Vault Secrets User there. Empty = assign the role yourself.')
param alertsKeyVaultId string = ''

@description('True to also write every alert to the table PimReportAlerts_CL of the workspace, for Microsoft Sentinel.')
param alertsToWorkspace bool = false

@description('Setting ALERT_SCHEDULE: NCRONTAB in UTC; used only when alerts are configured.')
param alertSchedule string = '0 */15 * * * *'

@description('Setting COLLECT_OVERLAP_DAYS: days before yesterday that are read again to find late events.')
@minValue(0)
@maxValue(29)
param collectOverlapDays int = 3

@description('Setting RETENTION_DAYS: events older than this are deleted; 0 keeps all, otherwise at least 14.')
@minValue(0)
@maxValue(36500)
param retentionDays int = 730

@description('Setting GRAPH_ENDPOINT: root address of Graph; change it only for national clouds.')
param graphEndpoint string = 'https://graph.microsoft.com'

@description('Setting GRAPH_REQUESTS_PER_10_SECONDS: maximum number of Graph requests in 10 seconds; 0 = only Graph\'s own limit.')
@minValue(0)
@maxValue(1000)
param graphRequestsPer10Seconds int = 5

@description('Megabytes of memory per instance. Choose 4096 for more than about 50,000 events a week.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

// ── Mail ─────────────────────────────────────────────────────────────────────────────────────────────────────────

@description('Where the mail service stores data at rest. Cannot be changed later.')
@allowed([
  'Africa'
  'Asia Pacific'
  'Australia'
  'Brazil'
  'Canada'
  'Europe'
  'France'
  'Germany'
  'India'
  'Japan'
  'Korea'
  'Norway'
  'Switzerland'
  'UAE'
  'UK'
  'United States'
])
param emailDataLocation string = 'Europe'

@description('Your own sender domain, e.g. mail.contoso.com; empty = a domain that Azure manages.')
param customDomain string = ''

@description('True once the DNS records of the custom domain are verified (docs/deploy.md): reports are then sent from it.')
param customDomainVerified bool = false

@description('Local part of the sender on the custom domain. DoNotReply exists on every domain; another name is refused until Microsoft support has raised the sending limits of the domain.')
@minLength(1)
@maxLength(64)
param senderUsername string = 'DoNotReply'

// ── Evidence ─────────────────────────────────────────────────────────────────────────────────────────────────────

@description('Copies of the audit data: ZRS in three zones of the region, GZRS also in a second region. Standard_LRS (one datacenter) and Standard_GRS are for regions without availability zones. An existing account is not converted by deploying again (docs/deploy.md).')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param auditStorageSku string = 'Standard_ZRS'

@description('True to put a CanNotDelete lock on the audit account. The deployer needs Owner or User Access Administrator for it.')
param auditStorageLock bool = false

@description('Key Vault key that encrypts the audit account, as https://VAULT.vault.azure.net/keys/NAME: without a version, so that key rotation works automatically. Empty = a key that Microsoft manages. Set it at the first deployment: tables cannot change to such a key later.')
param encryptionKeyUri string = ''

@description('Resource id of the user-assigned identity that may use the key (role Key Vault Crypto Service Encryption User on the vault). Needed with encryptionKeyUri.')
param encryptionIdentityId string = ''

@description('Object ids of users or groups that may read the audit data: Storage Blob Data Reader and Storage Table Data Reader on the audit account. Nobody else has that right, not even Owner.')
param auditorObjectIds string[] = []

@description('Days for which a sent report can neither be changed nor deleted; 0 = no immutability policy is created, and an existing one stays. After you lock the policy, set this back to 0: a locked policy refuses every update.')
@minValue(0)
@maxValue(146000)
param reportImmutabilityDays int = 0

@description('Days for which deleted reports and older versions can be restored.')
@minValue(1)
@maxValue(365)
param reportSoftDeleteDays int = 30

@description('Days after which sent reports are deleted from the archive; 0 = never. "pim-report verify" then names them as missing.')
@minValue(0)
@maxValue(36500)
param reportRetentionDays int = 0

// ── Watching ─────────────────────────────────────────────────────────────────────────────────────────────────────

@description('Addresses that receive alerts and budget warnings, separated by , or ;. The default is the recipients of the report.')
@minLength(5)
param alertRecipients string = reportRecipients

@description('Hours without a successful collection after which the alert fires.')
@minValue(2)
@maxValue(47)
param collectionStaleHours int = 26

@description('Hours after Monday 00:00 UTC by which the report must have been sent. A report sent in the 24 hours before counts, because a log alert looks back two days.')
@minValue(1)
@maxValue(143)
param reportDueHours int = 12

@description('Days for which a new workspace keeps logs. The first 90 are free.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Gigabytes of logs a day after which a new workspace stops ingestion until the next day.')
@minValue(1)
@maxValue(100)
param logDailyCapGb int = 1

@description('Monthly budget of the resource group, in the billing currency. The operators are warned when the cost reaches 80% of it, and when the forecast reaches it. 0 = no budget, for subscriptions that cannot have one (e.g. sponsored ones, or some from resellers).')
@minValue(0)
param monthlyBudget int = 20

@description('First day of the month in which the budget starts, e.g. 2026-11-01. Azure accepts only the current month for a new budget, and no other month later. Empty = the month in which the audit account was created, which is right unless the budget is added later.')
@maxLength(10)
param budgetStart string = ''

@description('Resource id of an existing Log Analytics workspace; empty = create one. logRetentionDays and logDailyCapGb then do not apply.')
param existingWorkspaceId string = ''

@description('Resource id of an existing action group for alerts and budget; empty = create one that mails alertRecipients.')
param existingActionGroupId string = ''

// ── Network ──────────────────────────────────────────────────────────────────────────────────────────────────────

@description('True to reach both storage accounts only through private endpoints. Costs about 65 US dollars a month more with a network of its own.')
param privateNetwork bool = false

@description('Address space of the network that is created, a /24 or larger.')
param networkAddressPrefix string = '10.87.0.0/24'

@description('Resource id of an existing subnet for the app, a /27 or larger, delegated to Microsoft.App/environments, with outbound access to the internet; empty = create a network. Needs privateNetwork and existingEndpointsSubnetId.')
param existingFunctionsSubnetId string = ''

@description('Resource id of an existing subnet for the private endpoints. Needs existingFunctionsSubnetId.')
param existingEndpointsSubnetId string = ''

@description('Resource id of the existing private DNS zone of blobs (privatelink.blob.core.windows.net), e.g. in a hub; it must be linked to the network of the subnet. Needs existingTableDnsZoneId.')
param existingBlobDnsZoneId string = ''

@description('Resource id of the existing private DNS zone of tables (privatelink.table.core.windows.net). Needs existingBlobDnsZoneId.')
param existingTableDnsZoneId string = ''

@description('False to create no private DNS zones and no records, if an Azure Policy creates them for every private endpoint.')
param createPrivateDnsZones bool = true

@description('True to distribute the app over availability zones. The host\'s storage is then Standard_ZRS, and Azure bills two always-ready instances for each function, well over 100 US dollars a month (docs/deploy.md).')
param zoneRedundant bool = false

@description('IPv4 ranges from which code may be deployed, e.g. 203.0.113.0/24; empty = from anywhere, always with an Entra token.')
param deploymentIpRanges string[] = []

// ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────

// The same resource group and prefix always give the same names, so deploying twice changes nothing.
var token = take(uniqueString(resourceGroup().id, namePrefix), 9)
var storagePrefix = toLower(replace(namePrefix, '-', ''))
var identityName = names.?identity ?? '${namePrefix}-identity'
var functionAppName = names.?functionApp ?? '${namePrefix}-${token}'
var hostStorageName = names.?hostStorage ?? '${storagePrefix}host${token}'
var auditStorageName = names.?auditStorage ?? '${storagePrefix}audit${token}'
var workspaceName = names.?workspace ?? '${namePrefix}-logs'
var componentName = names.?component ?? '${namePrefix}-insights'
var communicationServiceName = names.?communicationService ?? '${namePrefix}-mail-${token}'
// Built from the name, so that what-if knows it in advance.
var identityId = resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', identityName)

var allTags = union(
  inheritTags ? resourceGroup().?tags ?? {} : {},
  empty(azdEnvironment) ? {} : { 'azd-env-name': azdEnvironment },
  tags
)
var reportContainer = 'pim-reports'
var accessContainer = 'pim-access'
// The permission for the audit log, and those of each part of standing access (infra/grant-graph-permission.sh).
var accessPermissions = {
  roles: ['483bed4a-2ad3-4361-a73b-c83ccdbdc53c']
  groups: [
    'edb419d6-7edc-42a3-9345-509bfdf5d87c'
    'cd4161cb-f098-48f8-a884-1eda9a42434c'
    '98830695-27a2-44f7-8c18-0c3ebc9698f6'
  ]
  people: ['df021288-bdef-4463-88db-98f22de89214']
  'conditional-access': ['246dd0d5-5bd0-4def-940b-0421030a5b68']
  off: []
}
var graphPermissions = concat(
  ['b0afded3-3588-46d8-8b3d-9842eff778da'],
  flatten(map(split(replace(standingAccess, ' ', ''), ','), part => accessPermissions[part]))
)
var operators = filter(
  map(split(replace(alertRecipients, ';', ','), ','), address => trim(address)),
  address => !empty(address)
)

// Each url and key of a channel becomes a separate setting, which the platform fills from the Key Vault.
var alertSecrets = flatten(map(
  alerts,
  (channel, index) =>
    concat(
      empty(channel.?url) ? [] : [{ name: 'ALERTS_URL_${index}', secret: channel.url! }],
      empty(channel.?key) ? [] : [{ name: 'ALERTS_KEY_${index}', secret: channel.key! }]
    )
))
var alertSecretSettings = toObject(
  alertSecrets,
  entry => entry.name,
  entry =>
    contains(entry.secret, '/secrets/')
      ? '@Microsoft.KeyVault(SecretUri=${entry.secret})'
      : fail('Urls and keys of alerts are secrets: give the address of the Key Vault secret that holds each.')
)
var alertChannels = map(
  alerts,
  (channel, index) =>
    union(
      channel,
      empty(channel.?url) ? {} : { url: '%ALERTS_URL_${index}%' },
      empty(channel.?key) ? {} : { key: '%ALERTS_KEY_${index}%' }
    )
)

// ── One module per concern ────────────────────────────────────────────────────────────────────────────────────────

module identity 'modules/identity.bicep' = {
  params: {
    location: location
    name: identityName
    tags: allTags
  }
}

module hostStorage 'modules/host-storage.bicep' = {
  params: {
    location: location
    name: hostStorageName
    tags: allTags
    allowPublicNetwork: !privateNetwork
    sku: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
  }
}

module auditStorage 'modules/audit-storage.bicep' = {
  params: {
    location: location
    name: auditStorageName
    tags: allTags
    sku: auditStorageSku
    lock: auditStorageLock
    encryptionKeyUri: encryptionKeyUri
    encryptionIdentityId: empty(encryptionKeyUri) || !empty(encryptionIdentityId)
      ? encryptionIdentityId
      : fail('encryptionKeyUri needs encryptionIdentityId: the identity that may use the key.')
    reportContainer: reportContainer
    accessContainer: accessContainer
    allowPublicNetwork: !privateNetwork
    immutabilityDays: reportImmutabilityDays
    softDeleteDays: reportSoftDeleteDays
    reportRetentionDays: reportRetentionDays
  }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    location: location
    workspaceName: workspaceName
    existingWorkspaceId: existingWorkspaceId
    componentName: componentName
    tags: allTags
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
  }
}

module email 'modules/email.bicep' = {
  params: {
    emailServiceName: names.?emailService ?? '${namePrefix}-email-${token}'
    communicationServiceName: communicationServiceName
    tags: allTags
    dataLocation: emailDataLocation
    customDomain: customDomain
    customDomainVerified: customDomainVerified
    senderUsername: senderUsername
  }
}

// Both or neither, or only half of a network would be created.
var subnets = !privateNetwork || empty(existingFunctionsSubnetId) == empty(existingEndpointsSubnetId)
  ? { functions: existingFunctionsSubnetId, endpoints: existingEndpointsSubnetId }
  : fail('existingFunctionsSubnetId and existingEndpointsSubnetId belong together: give both or neither.')
var dnsZones = empty(existingBlobDnsZoneId) == empty(existingTableDnsZoneId)
  ? { blob: existingBlobDnsZoneId, table: existingTableDnsZoneId }
  : fail('existingBlobDnsZoneId and existingTableDnsZoneId belong together: give both or neither.')
var createNetwork = privateNetwork && empty(subnets.functions)
var networkName = '${namePrefix}-network'
var subnetIds = createNetwork
  ? {
      functions: resourceId('Microsoft.Network/virtualNetworks/subnets', networkName, 'functions')
      endpoints: resourceId('Microsoft.Network/virtualNetworks/subnets', networkName, 'endpoints')
    }
  : subnets

module network 'modules/network.bicep' = if (createNetwork) {
  params: {
    location: location
    namePrefix: namePrefix
    networkName: networkName
    tags: allTags
    addressPrefix: networkAddressPrefix
  }
}

module privateEndpoints 'modules/private-endpoints.bicep' = if (privateNetwork) {
  params: {
    location: location
    tags: allTags
    subnetId: subnetIds.endpoints
    networkId: split(subnetIds.endpoints, '/subnets/')[0]
    hostStorageName: hostStorageName
    auditStorageName: auditStorageName
    existingZoneIds: dnsZones
    createZones: createPrivateDnsZones && empty(dnsZones.blob)
  }
  dependsOn: [hostStorage, auditStorage, network]
}

module permissions 'modules/permissions.bicep' = {
  params: {
    identityId: identityId
    principalId: identity.outputs.principalId
    hostStorageName: hostStorageName
    auditStorageName: auditStorageName
    reportContainer: reportContainer
    accessContainer: accessContainer
    communicationServiceName: communicationServiceName
    componentName: componentName
    auditorObjectIds: auditorObjectIds
  }
  dependsOn: [hostStorage, auditStorage, email, monitoring]
}

var alertsVault = split(alertsKeyVaultId, '/')

module secretReader 'modules/secret-reader.bicep' = if (!empty(alertsKeyVaultId)) {
  scope: resourceGroup(alertsVault[?2] ?? subscription().subscriptionId, alertsVault[?4] ?? resourceGroup().name)
  params: {
    vaultName: last(alertsVault)
    identityId: identityId
    principalId: identity.outputs.principalId
  }
}

module alertTable 'modules/alert-table.bicep' = if (alertsToWorkspace) {
  params: {
    location: monitoring.outputs.workspaceLocation
    ruleName: '${namePrefix}-alerts'
    tags: allTags
    workspaceId: empty(existingWorkspaceId)
      ? resourceId('Microsoft.OperationalInsights/workspaces', workspaceName)
      : existingWorkspaceId
    identityId: identityId
    principalId: identity.outputs.principalId
  }
}

var tableChannels = alertsToWorkspace ? ([alertTable!.outputs.channel]) : []

module functionApp 'modules/function-app.bicep' = {
  params: {
    location: location
    planName: names.?plan ?? '${namePrefix}-plan'
    name: functionAppName
    tags: allTags
    identityId: identityId
    packageContainerUri: hostStorage.outputs.packageContainerUri
    nodeVersion: nodeVersion
    zoneRedundant: zoneRedundant
    instanceMemoryMB: instanceMemoryMB
    subnetId: privateNetwork ? subnetIds.functions : ''
    deploymentIpRanges: deploymentIpRanges
    packageUri: packageUri
    settings: union(alertSecretSettings, {
      // Read by the Functions host.
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identity.outputs.clientId
      AzureWebJobsStorage__blobServiceUri: hostStorage.outputs.blobEndpoint
      AzureWebJobsStorage__tableServiceUri: hostStorage.outputs.tableEndpoint
      APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.outputs.clientId};Authorization=AAD'
      // Read by PIM Report, which treats an empty value as not set.
      AZURE_CLIENT_ID: identity.outputs.clientId
      AUDIT_STORAGE__tableServiceUri: auditStorage.outputs.tableEndpoint
      AUDIT_STORAGE__blobServiceUri: auditStorage.outputs.blobEndpoint
      COMMUNICATION_SERVICES__endpoint: email.outputs.endpoint
      GRAPH_ENDPOINT: graphEndpoint
      GRAPH_REQUESTS_PER_10_SECONDS: string(graphRequestsPer10Seconds)
      COLLECT_SCHEDULE: collectSchedule
      REPORT_SCHEDULE: reportSchedule
      CORRECTION_SCHEDULE: correctionSchedule
      STANDING_ACCESS: standingAccess
      ALERTS: empty(alerts) && !alertsToWorkspace ? '' : ' ${string(concat(alertChannels, tableChannels))}'
      ALERT_SCHEDULE: alertSchedule
      CORRECTION_MAILS: correctionMails ? 'true' : 'false'
      COLLECT_OVERLAP_DAYS: string(collectOverlapDays)
      RETENTION_DAYS: string(retentionDays)
      REPORT_TIME_ZONE: reportTimeZone
      REPORT_ORGANIZATION: reportOrganization
      REPORT_SENDER: email.outputs.senderAddress
      REPORT_RECIPIENTS: reportRecipients
      REPORT_CC: reportCc
      REPORT_BCC: reportBcc
      REPORT_REPLY_TO: reportReplyTo
      REPORT_FORMATS: reportFormats
      // A text from [ to ] that is passed to a module is evaluated as an expression (Azure/bicep#6167). The leading space
      // prevents that; the app trims it.
      REPORTS: empty(reports) ? '' : ' ${reports}'
      FINDINGS: findings
    })
  }
  // The host can start only when it may read its storage and can reach it.
  dependsOn: [permissions, privateEndpoints, secretReader]
}

module operatorAlerts 'modules/alerts.bicep' = {
  params: {
    location: location
    namePrefix: namePrefix
    tags: allTags
    workspaceId: monitoring.outputs.workspaceId
    existingActionGroupId: existingActionGroupId
    actionGroupName: names.?actionGroup ?? '${namePrefix}-operators'
    recipients: operators
    collectionStaleHours: collectionStaleHours
    reportDueHours: reportDueHours
    functionAppName: functionAppName
    repositoryUrl: repositoryUrl
    alertsConfigured: !empty(alerts) || alertsToWorkspace
  }
}

module diagnostics 'modules/diagnostics.bicep' = {
  params: {
    workspaceId: monitoring.outputs.workspaceId
    auditStorageName: auditStorageName
    communicationServiceName: communicationServiceName
  }
  dependsOn: [auditStorage, email]
}

module dashboard 'modules/dashboard.bicep' = {
  params: {
    location: location
    namePrefix: namePrefix
    tags: allTags
    workspaceId: monitoring.outputs.workspaceId
  }
}

module budget 'modules/budget.bicep' = if (monthlyBudget > 0) {
  params: {
    name: names.?budget ?? '${namePrefix}-monthly'
    amount: monthlyBudget
    startDate: empty(budgetStart) ? auditStorage.outputs.firstMonth : budgetStart
    recipients: empty(existingActionGroupId) ? operators : []
    actionGroupIds: empty(existingActionGroupId) ? [] : [existingActionGroupId]
  }
}

// ── What a person needs next ─────────────────────────────────────────────────────────────────────────────────────

@description('Name of the function app, to which the package is deployed.')
output functionAppName string = functionApp.outputs.name

@description('Command that deploys the code; run it in a clone, after npm ci and npm run package. Not needed with azd or packageUri.')
output deployCommand string = 'infra/deploy-code.sh ${resourceGroup().name} ${functionApp.outputs.name}'

@description('Command that checks the deployment; run it in a clone.')
output checkCommand string = 'infra/check-deployment.sh ${resourceGroup().name} ${functionApp.outputs.name}'

@description('Name of the identity in Entra, as displayed to the person who grants the permission.')
output identityName string = identityName

@description('Object id of the identity that needs the Graph permission.')
output identityPrincipalId string = identity.outputs.principalId

@description('Parts of standing access that the app reads; infra/grant-graph-permission.sh, run as an azd hook, grants their permissions.')
output standingAccessParts string = standingAccess

@description('Command that grants AuditLog.Read.All and the permissions of standing access, for Bash with the Azure CLI, e.g. the Cloud Shell (Bash); needs Privileged Role Administrator.')
output graphGrantCommand string = 'for role in ${join(graphPermissions, ' ')}; do az rest --method post --resource ${graphEndpoint} --url ${graphEndpoint}/v1.0/servicePrincipals/${identity.outputs.principalId}/appRoleAssignments --body "{\\"principalId\\":\\"${identity.outputs.principalId}\\",\\"resourceId\\":\\"$(az ad sp show --id 00000003-0000-0000-c000-000000000000 --query id --output tsv)\\",\\"appRoleId\\":\\"$role\\"}"; done'

@description('Address from which mails are sent.')
output senderAddress string = email.outputs.senderAddress

@description('DNS records for the custom domain; empty without one.')
output customDomainDnsRecords dnsRecords = email.outputs.dnsRecords

@description('Storage account of the audit data.')
output auditStorageName string = auditStorage.outputs.name

@description('Id (a GUID) of the Log Analytics workspace, as az monitor log-analytics query takes it.')
output workspaceId string = monitoring.outputs.customerId

@description('IP address of outbound calls in a network that the template created; empty otherwise.')
output outboundAddress string = network.?outputs.outboundAddress ?? ''
