@export()
@description('Names that replace the generated ones.')
type resourceNames = {
  @description('User-assigned identity that the app acts as.')
  identity: string?

  @description('Flex Consumption plan.')
  plan: string?

  @description('Function app; unique in all of Azure.')
  @maxLength(60)
  functionApp: string?

  @description('Storage account of the Functions host; unique in all of Azure, lower-case letters and digits.')
  @minLength(3)
  @maxLength(24)
  hostStorage: string?

  @description('Storage account of the audit data; unique in all of Azure, lower-case letters and digits.')
  @minLength(3)
  @maxLength(24)
  auditStorage: string?

  @description('Log Analytics workspace.')
  workspace: string?

  @description('Application Insights component.')
  component: string?

  @description('Email Communication Service.')
  emailService: string?

  @description('Communication Service; unique in all of Azure.')
  communicationService: string?

  @description('Action group that receives alerts.')
  actionGroup: string?

  @description('Budget of the resource group.')
  budget: string?
}

@export()
@description('A channel that receives findings within minutes: docs/alerts.md. Give url and key as the address of a Key Vault secret, https://VAULT.vault.azure.net/secrets/NAME.')
type alertChannel = {
  @description('Name of the channel: letters, digits, - and _.')
  name: string

  @description('Kind of the channel.')
  kind: 'mail' | 'teams' | 'slack' | 'webhook' | 'sentinel'

  @description('Lowest severity to send; high if left out.')
  minimum: ('high' | 'medium' | 'low' | 'info')?

  @description('Ids of rules; the default set if left out.')
  rules: string[]?

  @description('Ids or names of roles; all if left out.')
  roles: string[]?

  @description('mail: addresses, separated by , or ;')
  recipients: string?

  @description('teams, slack, webhook: address of the Key Vault secret that holds the URL.')
  url: string?

  @description('webhook: address of the Key Vault secret that holds the key for signatures.')
  key: string?

  @description('sentinel: logs ingestion endpoint.')
  endpoint: string?

  @description('sentinel: immutable id of the data collection rule.')
  rule: string?

  @description('sentinel: stream that the rule declares.')
  stream: string?
}

@export()
@description('Resource ids of the private DNS zones; both empty = none.')
type dnsZoneIds = {
  @description('Zone of blobs.')
  blob: string

  @description('Zone of tables.')
  table: string
}

@export()
@description('Texts by name: tags, app settings.')
type texts = {
  *: string
}

@export()
@description('One DNS record that the mail service asks for. Every property is optional, so that an output never fails a deployment.')
type dnsRecord = {
  @description('TXT or CNAME.')
  type: string?

  @description('Name of the record.')
  name: string?

  @description('Content of the record.')
  value: string?

  @description('Seconds that resolvers may cache it.')
  ttl: int?
}

@export()
@description('DNS records of a domain, by their purpose.')
type dnsRecords = {
  *: dnsRecord?
}
