metadata name = 'PIM Report'
metadata description = 'Collects Microsoft Entra PIM audit events every night and mails an Excel report every Monday. No secret, no inbound endpoint.'

targetScope = 'resourceGroup'

import { dnsRecords, texts } from 'types.bicep'

// ── Where and under which names ──────────────────────────────────────────────────────────────────────────────────

@description('Region of everything that is not global. Flex Consumption must be offered there.')
param location string = resourceGroup().location

@description('What all names begin with: lower-case letters and digits.')
@minLength(2)
@maxLength(10)
param namePrefix string = 'pimreport'

@description('Tags of every resource.')
param tags texts = {}

@description('Address of a release\'s pim-report.zip, which is then deployed with the rest, as https://github.com/OWNER/REPOSITORY/releases/latest/download/pim-report.zip, without a signature in it; empty = the code is deployed afterwards, by azd or by the output deployCommand.')
param packageUri string = ''

// ── Who gets the report ──────────────────────────────────────────────────────────────────────────────────────────

@description('Setting REPORT_RECIPIENTS: addresses that the report is mailed to, separated by , or ;')
@minLength(5)
param reportRecipients string

@description('Setting REPORT_CC: likewise, in copy.')
param reportCc string = ''

@description('Setting REPORT_BCC: likewise, in blind copy.')
param reportBcc string = ''

@description('Setting REPORT_REPLY_TO: where answers to the mail go.')
param reportReplyTo string = ''

@description('Setting REPORT_ORGANIZATION: the name printed in the report; empty = the tenant\'s id.')
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

@description('Setting CORRECTION_MAILS: whether a corrected report is mailed when a week that was sent incomplete has become complete.')
param correctionMails bool = true

// ── What is collected, and when ──────────────────────────────────────────────────────────────────────────────────

@description('Setting COLLECT_SCHEDULE: NCRONTAB in UTC.')
param collectSchedule string = '0 30 1 * * *'

@description('Setting REPORT_SCHEDULE: NCRONTAB in UTC. Move reportDueHours with it.')
param reportSchedule string = '0 0 7 * * 1'

@description('Setting CORRECTION_SCHEDULE: NCRONTAB in UTC, after the night\'s collection.')
param correctionSchedule string = '0 0 4 * * *'

@description('Setting STANDING_ACCESS: which standing access is read beside the events: roles, groups, people, conditional-access, separated by a comma, or off.')
param standingAccess string = 'roles'

@description('Setting ALERT_SCHEDULE: NCRONTAB in UTC; used only when alerts are configured.')
param alertSchedule string = '0 */15 * * * *'

@description('Setting COLLECT_OVERLAP_DAYS: days that are read again for late events.')
@minValue(0)
@maxValue(29)
param collectOverlapDays int = 3

@description('Setting RETENTION_DAYS: events older than this are deleted; 0 keeps all.')
@minValue(0)
@maxValue(36500)
param retentionDays int = 730

@description('Setting GRAPH_ENDPOINT: the Graph root; another one only in national clouds.')
param graphEndpoint string = 'https://graph.microsoft.com'

@description('Setting GRAPH_REQUESTS_PER_10_SECONDS: the pace towards Graph; 0 = only what Graph itself asks for.')
@minValue(0)
@maxValue(1000)
param graphRequestsPer10Seconds int = 5

@description('Megabytes of memory of a run. 4096 for tenants with more than about 20,000 events a week.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

// ── Mail ─────────────────────────────────────────────────────────────────────────────────────────────────────────

@description('Where the mail service keeps data at rest. Cannot be changed later.')
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

@description('A domain of your own to send from, e.g. mail.contoso.com; empty = a domain that Azure manages.')
param customDomain string = ''

@description('True once the DNS records of the custom domain are verified (docs/deploy.md): from then on it sends.')
param customDomainVerified bool = false

@description('Local part of the sender on the custom domain. DoNotReply is there without being made.')
@minLength(1)
@maxLength(64)
param senderUsername string = 'DoNotReply'

// ── Evidence ─────────────────────────────────────────────────────────────────────────────────────────────────────

@description('Replication of the audit data: LRS in one datacenter, ZRS in three of the region, GRS and GZRS also in another region.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param auditStorageSku string = 'Standard_LRS'

@description('Days for which a sent report can neither be changed nor deleted; 0 = no immutability policy is made. Takes none away either: set it back to 0 once you have locked the policy, since a locked one cannot be written again.')
@minValue(0)
@maxValue(146000)
param reportImmutabilityDays int = 0

@description('Days for which deleted reports and older versions can be brought back.')
@minValue(1)
@maxValue(365)
param reportSoftDeleteDays int = 30

@description('Days after which sent reports are deleted from the archive; 0 = never.')
@minValue(0)
@maxValue(36500)
param reportRetentionDays int = 0

// ── Watching ─────────────────────────────────────────────────────────────────────────────────────────────────────

@description('Addresses that alerts and the budget go to, separated by , or ;. By default those who get the report, since an alert that nobody gets is none.')
@minLength(5)
param alertRecipients string = reportRecipients

@description('Hours without a successful collection after which the alert fires.')
@minValue(2)
@maxValue(47)
param collectionStaleHours int = 26

@description('Hours after Monday 00:00 UTC by which the report must have been sent. One that left in the 24 hours before counts, since a log alert sees two days.')
@minValue(1)
@maxValue(143)
param reportDueHours int = 12

@description('Days for which logs are kept. The first 90 are free.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

@description('Gigabytes of logs a day after which ingestion stops until the next day.')
@minValue(1)
@maxValue(100)
param logDailyCapGb int = 1

@description('What the resource group may cost a month, in the billing currency, before the operators are told; 0 = no budget, for subscriptions that cannot have one (sponsored ones, some resellers\').')
@minValue(0)
param monthlyBudget int = 20

@description('First day of the month from which the budget counts, as 2026-11-01. Azure takes the current month when a budget is made and never another one afterwards; empty = the month in which the audit storage was made, which fits unless the budget is added later.')
@maxLength(10)
param budgetStart string = ''

// ── Network ──────────────────────────────────────────────────────────────────────────────────────────────────────

@description('True to reach both storage accounts through private endpoints alone. Costs about 65 US dollars a month more. The subscription needs the resource provider Microsoft.App.')
param privateNetwork bool = false

@description('Address space of the private network, a /24 or larger.')
param networkAddressPrefix string = '10.87.0.0/24'

@description('IPv4 ranges, as 203.0.113.0/24, from which code may be deployed; empty = from anywhere, always with an Entra token.')
param deploymentIpRanges string[] = []

// ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────

// The same resource group and prefix always give the same names: deploying twice changes nothing.
var token = take(uniqueString(resourceGroup().id, namePrefix), 9)
var storagePrefix = toLower(replace(namePrefix, '-', ''))
var names = {
  identity: '${namePrefix}-identity'
  plan: '${namePrefix}-plan'
  functionApp: '${namePrefix}-${token}'
  hostStorage: '${storagePrefix}host${token}'
  auditStorage: '${storagePrefix}audit${token}'
  workspace: '${namePrefix}-logs'
  component: '${namePrefix}-insights'
  emailService: '${namePrefix}-email-${token}'
  communicationService: '${namePrefix}-mail-${token}'
  budget: '${namePrefix}-monthly'
}
// By name, so that what-if knows it beforehand.
var identityId = resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', names.identity)
var reportContainer = 'pim-reports'
var operators = filter(
  map(split(replace(alertRecipients, ';', ','), ','), address => trim(address)),
  address => !empty(address)
)

// ── One module a concern ─────────────────────────────────────────────────────────────────────────────────────────

module identity 'modules/identity.bicep' = {
  params: {
    location: location
    name: names.identity
    tags: tags
  }
}

module hostStorage 'modules/host-storage.bicep' = {
  params: {
    location: location
    name: names.hostStorage
    tags: tags
    allowPublicNetwork: !privateNetwork
  }
}

module auditStorage 'modules/audit-storage.bicep' = {
  params: {
    location: location
    name: names.auditStorage
    tags: tags
    sku: auditStorageSku
    reportContainer: reportContainer
    allowPublicNetwork: !privateNetwork
    immutabilityDays: reportImmutabilityDays
    softDeleteDays: reportSoftDeleteDays
    reportRetentionDays: reportRetentionDays
  }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    location: location
    workspaceName: names.workspace
    componentName: names.component
    tags: tags
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
  }
}

module email 'modules/email.bicep' = {
  params: {
    emailServiceName: names.emailService
    communicationServiceName: names.communicationService
    tags: tags
    dataLocation: emailDataLocation
    customDomain: customDomain
    customDomainVerified: customDomainVerified
    senderUsername: senderUsername
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  params: {
    location: location
    namePrefix: namePrefix
    tags: tags
    addressPrefix: networkAddressPrefix
    hostStorageName: names.hostStorage
    auditStorageName: names.auditStorage
  }
  dependsOn: [hostStorage, auditStorage]
}

module permissions 'modules/permissions.bicep' = {
  params: {
    identityId: identityId
    principalId: identity.outputs.principalId
    hostStorageName: names.hostStorage
    auditStorageName: names.auditStorage
    reportContainer: reportContainer
    communicationServiceName: names.communicationService
    componentName: names.component
  }
  dependsOn: [hostStorage, auditStorage, email, monitoring]
}

module functionApp 'modules/function-app.bicep' = {
  params: {
    location: location
    planName: names.plan
    name: names.functionApp
    tags: tags
    identityId: identityId
    packageContainerUri: hostStorage.outputs.packageContainerUri
    instanceMemoryMB: instanceMemoryMB
    subnetId: network.?outputs.functionsSubnetId ?? ''
    deploymentIpRanges: deploymentIpRanges
    packageUri: packageUri
    settings: {
      // The host's own.
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identity.outputs.clientId
      AzureWebJobsStorage__blobServiceUri: hostStorage.outputs.blobEndpoint
      AzureWebJobsStorage__tableServiceUri: hostStorage.outputs.tableEndpoint
      APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.outputs.clientId};Authorization=AAD'
      // Bad settings stop the app at its start, instead of leaving it without functions.
      FUNCTIONS_NODE_BLOCK_ON_ENTRY_POINT_ERROR: 'true'
      // PIM Report's; empty counts as not set.
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
      // On its way into a module a text from [ to ] is taken for an expression (Azure/bicep#6167). The program trims it.
      REPORTS: empty(reports) ? '' : ' ${reports}'
      FINDINGS: findings
    }
  }
  // The host fails its start when it may not read its storage yet.
  dependsOn: [permissions]
}

module alerts 'modules/alerts.bicep' = {
  params: {
    location: location
    namePrefix: namePrefix
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    recipients: operators
    collectionStaleHours: collectionStaleHours
    reportDueHours: reportDueHours
  }
}

module diagnostics 'modules/diagnostics.bicep' = {
  params: {
    workspaceId: monitoring.outputs.workspaceId
    auditStorageName: names.auditStorage
    communicationServiceName: names.communicationService
  }
  dependsOn: [auditStorage, email]
}

module dashboard 'modules/dashboard.bicep' = {
  params: {
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
  }
}

module budget 'modules/budget.bicep' = if (monthlyBudget > 0) {
  params: {
    name: names.budget
    amount: monthlyBudget
    startDate: empty(budgetStart) ? auditStorage.outputs.firstMonth : budgetStart
    recipients: operators
  }
}

// ── What a person needs next ─────────────────────────────────────────────────────────────────────────────────────

@description('Name of the function app, to which the package is deployed.')
output functionAppName string = functionApp.outputs.name

@description('The command that deploys the code, in a clone after npm ci and npm run package; azd and packageUri do that themselves.')
output deployCommand string = 'az functionapp deployment source config-zip --resource-group ${resourceGroup().name} --name ${functionApp.outputs.name} --src out/pim-report.zip'

@description('Name of the identity in Entra, as the person who grants the permission sees it.')
output identityName string = names.identity

@description('Object id of the identity: what the Graph permission is granted to.')
output identityPrincipalId string = identity.outputs.principalId

@description('The command that grants AuditLog.Read.All, for a shell with the Azure CLI, e.g. the Cloud Shell; needs Privileged Role Administrator.')
output graphGrantCommand string = 'az rest --method post --url ${graphEndpoint}/v1.0/servicePrincipals/${identity.outputs.principalId}/appRoleAssignments --body "{\\"principalId\\":\\"${identity.outputs.principalId}\\",\\"resourceId\\":\\"$(az ad sp show --id 00000003-0000-0000-c000-000000000000 --query id --output tsv)\\",\\"appRoleId\\":\\"b0afded3-3588-46d8-8b3d-9842eff778da\\"}"'

@description('The address that the mails come from.')
output senderAddress string = email.outputs.senderAddress

@description('DNS records for the custom domain; empty without one.')
output customDomainDnsRecords dnsRecords = email.outputs.dnsRecords

@description('Storage account of the audit data.')
output auditStorageName string = auditStorage.outputs.name

@description('Id (a GUID) of the Log Analytics workspace, as az monitor log-analytics query takes it.')
output workspaceId string = monitoring.outputs.customerId

@description('Address that outgoing calls come from in the private network; empty without it.')
output outboundAddress string = network.?outputs.outboundAddress ?? ''
