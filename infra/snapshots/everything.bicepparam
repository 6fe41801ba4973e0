// What somebody gets who turns everything on.
using '../main.bicep'

param tags = { owner: 'iam' }
param packageUri = 'https://packages.contoso.com/pim-report/releases/download/v1.2.3/pim-report.zip'
// As git knows a repository of Azure: with a user.
param repositoryUrl = 'https://contoso@dev.azure.com/contoso/iam/_git/pim-report'
param reportRecipients = 'ciso@contoso.com; audit@contoso.com'
param reportCc = 'soc@contoso.com'
param reportBcc = 'archive@contoso.com'
param reportReplyTo = 'iam@contoso.com'
param reportOrganization = 'Contoso'
param reportTimeZone = 'Europe/Berlin'
param reportFormats = 'xlsx,csv'
param reports = string([
  { name: 'weekly', recipients: 'ciso@contoso.com' }
  { name: 'exchange', recipients: 'lead@contoso.com', include: { roles: ['Exchange Administrator'] } }
])
param findings = string({
  breakGlassAccounts: ['breakglass1@contoso.com']
  businessHours: { days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'], from: '07:00', to: '19:00' }
})
param correctionMails = false
param customDomain = 'mail.contoso.com'
param customDomainVerified = true
param senderUsername = 'pim'
param auditStorageSku = 'Standard_GZRS'
param reportImmutabilityDays = 365
param reportRetentionDays = 3650
param alertRecipients = 'operators@contoso.com, soc@contoso.com;'
param budgetStart = '2026-11-01'
param privateNetwork = true
param deploymentIpRanges = ['203.0.113.0/24']
param alerts = [
  { name: 'soc', kind: 'mail', recipients: 'soc@contoso.com', minimum: 'info', rules: ['tier0-activated'] }
  { name: 'teams', kind: 'teams', url: 'https://kv-contoso.vault.azure.net/secrets/pim-teams' }
  {
    name: 'siem'
    kind: 'webhook'
    url: 'https://kv-contoso.vault.azure.net/secrets/pim-siem'
    key: 'https://kv-contoso.vault.azure.net/secrets/pim-siem-key'
  }
]
param alertsKeyVaultId = '/subscriptions/7b1a4b5e-0000-4000-8000-000000000009/resourceGroups/security/providers/Microsoft.KeyVault/vaults/kv-contoso'
param alertsToWorkspace = true
