// What somebody gets who only says who is to be mailed.
using '../main.bicep'

param reportRecipients = 'ciso@contoso.com'
