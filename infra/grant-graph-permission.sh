#!/usr/bin/env bash
# Lets the identity of PIM Report read Entra's audit log: grants it the application permission AuditLog.Read.All of
# Microsoft Graph. Run again, it changes nothing. Needs the Azure CLI, signed in (az login) as Privileged Role
# Administrator or Global Administrator of the tenant.
#
#   infra/grant-graph-permission.sh OBJECT_ID                    grants AuditLog.Read.All
#   infra/grant-graph-permission.sh OBJECT_ID --directory-read   grants Directory.Read.All as well (docs/deploy.md)
#   infra/grant-graph-permission.sh OBJECT_ID --revoke           takes both away
#
# OBJECT_ID is the output identityPrincipalId of the deployment; in a hook of azd it may be left out.
set -euo pipefail

# Fixed by Microsoft: the application id of Graph, and the ids of its application permissions.
graph_app='00000003-0000-0000-c000-000000000000'
audit_log_read_all='b0afded3-3588-46d8-8b3d-9842eff778da'
directory_read_all='7ab1d382-f21e-4acd-a863-ba3e13f7da61'
# Another root only in national clouds.
graph="${GRAPH_ENDPOINT:-https://graph.microsoft.com}/v1.0"

fail() {
  echo "grant-graph-permission: $1" >&2
  exit "${2:-1}"
}

identity="${identityPrincipalId:-}"
directory_read=false
revoke=false
for argument in "$@"; do
  case "$argument" in
    --directory-read) directory_read=true ;;
    --revoke) revoke=true ;;
    -*) fail "unknown option $argument" 2 ;;
    *) identity="$argument" ;;
  esac
done
[[ "$identity" =~ ^[0-9a-fA-F-]{36}$ ]] || fail "needs the object id of the identity (output identityPrincipalId), found '${identity}'" 2
command -v az >/dev/null || fail 'needs the Azure CLI (az); it is there in the Cloud Shell of the portal'

# Prints the ids of the assignments of one permission, one a line.
assignments_of() {
  az rest --method get --url "$graph/servicePrincipals/$identity/appRoleAssignments?\$top=999" \
    --query "value[?appRoleId=='$1'].id" --output tsv
}

grant() {
  local id="$1" name="$2" resource="$3"
  if [[ -n "$(assignments_of "$id")" ]]; then
    echo "$name: granted already"
    return
  fi
  az rest --method post --url "$graph/servicePrincipals/$resource/appRoleAssignedTo" \
    --headers 'Content-Type=application/json' --output none \
    --body "{\"principalId\":\"$identity\",\"resourceId\":\"$resource\",\"appRoleId\":\"$id\"}" ||
    fail "$name could not be granted: sign in (az login) as Privileged Role Administrator or Global Administrator"
  echo "$name: granted"
}

take_away() {
  local id="$1" name="$2" assignments assignment
  assignments="$(assignments_of "$id")"
  [[ -n "$assignments" ]] || echo "$name: was not granted"
  for assignment in $assignments; do
    az rest --method delete --url "$graph/servicePrincipals/$identity/appRoleAssignments/$assignment" --output none
    echo "$name: taken away"
  done
}

if "$revoke"; then
  take_away "$audit_log_read_all" AuditLog.Read.All
  take_away "$directory_read_all" Directory.Read.All
  exit
fi
resource="$(az rest --method get --url "$graph/servicePrincipals(appId='$graph_app')" --query id --output tsv)"
grant "$audit_log_read_all" AuditLog.Read.All "$resource"
if "$directory_read"; then grant "$directory_read_all" Directory.Read.All "$resource"; fi
