import { dnsRecords, texts } from '../types.bicep'

@description('Name of the Email Communication Service.')
param emailServiceName string

@description('Globally unique name of the Communication Service.')
param communicationServiceName string

@description('Tags of all mail resources.')
param tags texts

@description('Where the service stores data at rest.')
param dataLocation string

@description('Your own domain, e.g. mail.contoso.com; empty = none.')
param customDomain string

@description('True once the DNS records of the custom domain are verified: reports are then sent from it.')
param customDomainVerified bool

@description('Local part of the sender address. DoNotReply exists on every domain; another name is refused until Microsoft support has raised the sending limits of the domain.')
param senderUsername string

var hasCustomDomain = !empty(customDomain)
var sendsFromCustomDomain = hasCustomDomain && customDomainVerified
var standardSender = 'DoNotReply'

resource emailService 'Microsoft.Communication/emailServices@2026-03-18' = {
  name: emailServiceName
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
  }
}

resource managedDomain 'Microsoft.Communication/emailServices/domains@2026-03-18' = {
  parent: emailService
  name: 'AzureManagedDomain'
  location: 'global'
  tags: tags
  properties: {
    domainManagement: 'AzureManaged'
    userEngagementTracking: 'Disabled'
  }
}

resource ownDomain 'Microsoft.Communication/emailServices/domains@2026-03-18' = if (hasCustomDomain) {
  parent: emailService
  name: hasCustomDomain ? customDomain : 'none.invalid'
  location: 'global'
  tags: tags
  properties: {
    domainManagement: 'CustomerManaged'
    userEngagementTracking: 'Disabled'
  }
}

resource ownSender 'Microsoft.Communication/emailServices/domains/senderUsernames@2026-03-18' = if (sendsFromCustomDomain && senderUsername != standardSender) {
  parent: ownDomain
  name: senderUsername
  properties: {
    username: senderUsername
    displayName: 'PIM Report'
  }
}

// Only a verified domain can be linked; until then the Azure-managed one sends.
resource communicationService 'Microsoft.Communication/communicationServices@2026-03-18' = {
  name: communicationServiceName
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    disableLocalAuth: true
    linkedDomains: sendsFromCustomDomain ? [managedDomain.id, ownDomain.id] : [managedDomain.id]
  }
}

@description('Endpoint to which the app posts mails with its identity.')
output endpoint string = 'https://${communicationService.properties.hostName}'

@description('Address from which mails are sent.')
output senderAddress string = sendsFromCustomDomain
  ? '${senderUsername}@${customDomain}'
  : '${standardSender}@${managedDomain.properties.mailFromSenderDomain}'

@description('DNS records that verify the custom domain; empty without one.')
output dnsRecords dnsRecords = hasCustomDomain ? ownDomain!.properties.verificationRecords : {}
