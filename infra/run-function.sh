#!/usr/bin/env bash
# Runs a function of PIM Report now instead of at its time, and stops nothing else. The app takes no calls from outside:
# this lets in the one address that it is called from, calls, and shuts the door again, whatever happens. Needs the
# Azure CLI, signed in (az login) as Contributor or Website Contributor of the app, and curl; the Cloud Shell has both.
#
#   infra/run-function.sh RESOURCE_GROUP APP collectAuditEvents
#
# Functions: collectAuditEvents, sendWeeklyReport, sendCorrections. APP is the output functionAppName.
set -euo pipefail

fail() {
  echo "run-function: $1" >&2
  exit "${2:-1}"
}

[[ $# -eq 3 && -n "$1" && -n "$2" ]] || fail 'needs RESOURCE_GROUP APP FUNCTION' 2
group="$1" app="$2" function="$3"
case "$function" in
  collectAuditEvents | sendWeeklyReport | sendCorrections) ;;
  *) fail "there is no function '$function': collectAuditEvents, sendWeeklyReport or sendCorrections" 2 ;;
esac

site="$(az resource show --resource-group "$group" --name "$app" --resource-type Microsoft.Web/sites \
  --query '[id, properties.defaultHostName]' --output tsv)" ||
  fail "no app $app in $group that you may see: sign in (az login), and take the output functionAppName"
id="$(sed -n 1p <<<"$site")" host="$(sed -n 2p <<<"$site")"

# Which addresses may call: none, or the one that is given. What is not allowed is denied by default.
allow() {
  local rules='[]'
  [[ -z "$1" ]] || rules="[{\"name\":\"run-by-hand\",\"action\":\"Allow\",\"priority\":100,\"ipAddress\":\"$1\"}]"
  # Only this property is sent: the plan refuses some of the others that a full update would carry.
  az rest --method patch --url "$id/config/web?api-version=2025-03-01" --output none \
    --body "{\"properties\":{\"ipSecurityRestrictions\":$rules}}"
}

# The platform itself says in its refusal which address it saw, also behind a proxy.
address="$(curl --silent --head "https://$host/" | tr -d '\r' | sed -n 's/^x-ms-forbidden-ip: *//Ip')" || address=''
if [[ -n "$address" ]]; then
  case "$address" in *:*) range="$address/128" ;; *) range="$address/32" ;; esac
  trap 'allow "" || echo "run-function: the door could not be shut again: deploy the template once more, or remove the access restriction run-by-hand of $app" >&2' EXIT
  allow "$range" || fail "not allowed to change the access restrictions of $app: the role Website Contributor is enough"
fi

key="$(az functionapp keys list --resource-group "$group" --name "$app" --query masterKey --output tsv)" ||
  fail "not allowed to read the keys of $app, or it does not start: look at its log"
# A change of the rules takes up to some minutes to be known everywhere.
for _ in $(seq 15); do
  # The key goes in by a file descriptor: arguments can be seen by other users of the machine.
  status="$(curl --silent --output /dev/null --write-out '%{http_code}' --request POST --config - \
    --header 'content-type: application/json' --data '{}' "https://$host/admin/functions/$function" \
    <<<"header = \"x-functions-key: $key\"")" || status=000
  [[ "$status" == 403 || "$status" == 5* || "$status" == 000 ]] || break
  sleep 20
done
case "$status" in
  202) echo "$function: started; docs/operate.md says how to see how it ends" ;;
  404) fail "the app has no function $function yet: deploy the package, or look at its log for why it does not start" ;;
  *) fail "the app answered HTTP $status, and $function was not started" ;;
esac
