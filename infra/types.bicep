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

  @description('Action group that alerts go to.')
  actionGroup: string?

  @description('Budget of the resource group.')
  budget: string?
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
@description('One DNS record that the mail service asks for. Every part is optional, so that an output never fails a deployment.')
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
@description('DNS records of a domain, by what they prove.')
type dnsRecords = {
  *: dnsRecord?
}
