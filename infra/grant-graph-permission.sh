#!/usr/bin/env bash
# Grants the identity of PIM Report the application permission AuditLog.Read.All of Microsoft Graph, which reads Entra's
# audit log. Run again, it changes nothing. Needs the Azure CLI, signed in (az login) as Privileged Role Administrator or
# Global Administrator of the tenant.
#
#   infra/grant-graph-permission.sh OBJECT_ID                    grants AuditLog.Read.All
#   infra/grant-graph-permission.sh OBJECT_ID --directory-read   grants Directory.Read.All as well (docs/deploy.md)
#   infra/grant-graph-permission.sh OBJECT_ID --revoke           takes both away
#
# OBJECT_ID is the output identityPrincipalId of the deployment; in a hook of azd it may be left out.
set -euo pipefail
shopt -s extglob

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
[[ "$identity" =~ ^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$ ]] ||
  fail "needs the object id of the identity (output identityPrincipalId of the deployment), found '$identity'" 2
command -v az >/dev/null || fail 'needs the Azure CLI (az); the Cloud Shell of the portal has it'

# Calls Graph and prints its answer; an error becomes one sentence that says what to do. An identity that was just
# created takes up to some minutes until every server of Entra knows it: not found is asked again for so long.
ask() {
  local method="$1" path="$2" answer tries
  shift 2
  for tries in 1 2 3 4 5 6 7 8 9 10 11 12; do
    # One file for both streams would mix warnings into the answer.
    if answer="$(az rest --method "$method" --url "$graph/$path" "$@" 2>"$errors")"; then
      echo "$answer"
      return
    fi
    [[ $tries -lt 12 && "$(<"$errors")" == *@(ResourceNotFound|'Not Found')* ]] || break
    echo "grant-graph-permission: Entra does not know the identity yet; trying again in 15 s" >&2
    sleep 15
  done
  case "$(<"$errors")" in
    *'already exists'*) return ;;
    *'az login'* | *AADSTS*) fail 'not signed in to this tenant: run "az login", then this again' ;;
    *Authorization_RequestDenied* | *Forbidden*)
      fail 'not allowed: sign in (az login) as Privileged Role Administrator or Global Administrator, activated if it is only eligible' ;;
    *ResourceNotFound* | *'Not Found'*)
      fail "there is no identity $identity in this tenant: take the output identityPrincipalId, and see that \"az account show\" names the right tenant" ;;
    *) fail "Microsoft Graph did not do it: $(tr '\n' ' ' <"$errors")" ;;
  esac
}

# Prints the ids of the assignments of one permission, one a line.
assignments_of() {
  ask get "servicePrincipals/$identity/appRoleAssignments?\$top=999" \
    --query "value[?appRoleId=='$1'].id" --output tsv
}

grant() {
  local id="$1" name="$2" assignments
  assignments="$(assignments_of "$id")"
  if [[ -n "$assignments" ]]; then
    echo "$name: granted already"
    return
  fi
  ask post "servicePrincipals/$resource/appRoleAssignedTo" --headers 'Content-Type=application/json' \
    --body "{\"principalId\":\"$identity\",\"resourceId\":\"$resource\",\"appRoleId\":\"$id\"}" >/dev/null
  echo "$name: granted"
}

take_away() {
  local id="$1" name="$2" assignments assignment
  assignments="$(assignments_of "$id")"
  [[ -n "$assignments" ]] || echo "$name: was not granted"
  for assignment in $assignments; do
    ask delete "servicePrincipals/$identity/appRoleAssignments/$assignment" >/dev/null
    echo "$name: taken away"
  done
}

errors="$(mktemp)"
trap 'rm -f "$errors"' EXIT
if "$revoke"; then
  take_away "$audit_log_read_all" AuditLog.Read.All
  take_away "$directory_read_all" Directory.Read.All
  exit
fi
resource="$(ask get "servicePrincipals(appId='$graph_app')" --query id --output tsv)"
grant "$audit_log_read_all" AuditLog.Read.All
if "$directory_read"; then grant "$directory_read_all" Directory.Read.All; fi
