// A working sample. Every value comes from the environment (with azd: `azd env set NAME value`) or from this file.
// Parameters that are left out keep their defaults, see main.bicep.
using 'main.bicep'

// Required: who gets the report.
param reportRecipients = readEnvironmentVariable('REPORT_RECIPIENTS')

// Who gets the alerts; by default those who get the report.
param alertRecipients = readEnvironmentVariable('ALERT_RECIPIENTS', reportRecipients)

param reportOrganization = readEnvironmentVariable('REPORT_ORGANIZATION', '')
param reportTimeZone = readEnvironmentVariable('REPORT_TIME_ZONE', 'UTC')

// Where the mail service stores its data; cannot be changed later.
param emailDataLocation = readEnvironmentVariable('EMAIL_DATA_LOCATION', 'Europe')

// Your own sender domain: docs/deploy.md.
param customDomain = readEnvironmentVariable('CUSTOM_DOMAIN', '')
param customDomainVerified = bool(readEnvironmentVariable('CUSTOM_DOMAIN_VERIFIED', 'false'))

// Set by azd: the environment's name becomes a tag.
param azdEnvironment = readEnvironmentVariable('AZURE_ENV_NAME', '')

// Lets alert mails link to docs/operate.md of this repository.
param repositoryUrl = readEnvironmentVariable('REPOSITORY_URL', '')

// Another root only in national clouds: docs/deploy.md.
param graphEndpoint = readEnvironmentVariable('GRAPH_ENDPOINT', 'https://graph.microsoft.com')

param privateNetwork = bool(readEnvironmentVariable('PRIVATE_NETWORK', 'false'))

// Examples of what else can be set:
//
// param reportFormats = 'xlsx,csv'
// param auditStorageSku = 'Standard_GZRS'
// param reportImmutabilityDays = 365
// param findings = string({
//   breakGlassAccounts: ['breakglass1@contoso.com']
//   businessHours: { days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'], from: '07:00', to: '19:00' }
// })
// param reports = string([
//   { name: 'weekly', recipients: 'ciso@contoso.com' }
//   { name: 'exchange', recipients: 'lead@contoso.com', include: { roles: ['Exchange Administrator'] } }
// ])
//
// Channels that receive findings within minutes (docs/alerts.md); a url is the address of a secret.
// param alerts = [
//   { name: 'soc-mail', kind: 'mail', recipients: 'soc@contoso.com' }
//   { name: 'soc-teams', kind: 'teams', url: 'https://kv-contoso.vault.azure.net/secrets/pim-teams' }
// ]
// param alertsKeyVaultId = '/subscriptions/…/resourceGroups/…/providers/Microsoft.KeyVault/vaults/kv-contoso'
// param alertsToWorkspace = true
