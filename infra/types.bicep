@export()
@description('Texts by name: tags, app settings.')
type texts = {
  *: string
}

@export()
@description('One DNS record that the mail service asks for; nothing in it is sure, so that an output never fails a deployment.')
type dnsRecord = {
  @description('TXT or CNAME.')
  type: string?

  @description('Name of the record.')
  name: string?

  @description('What it holds.')
  value: string?

  @description('Seconds that resolvers may keep it.')
  ttl: int?
}

@export()
@description('The records of a domain, by what they prove.')
type dnsRecords = {
  *: dnsRecord?
}
