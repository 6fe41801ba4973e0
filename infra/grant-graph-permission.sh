#!/usr/bin/env bash
# Grants the identity of PIM Report its application permissions of Microsoft Graph, which only read: AuditLog.Read.All for
# Entra's audit log, and those of standing access. Run again, it changes nothing. Needs the Azure CLI, signed in (az login)
# as Privileged Role Administrator or Global Administrator of the tenant.
#
#   infra/grant-graph-permission.sh OBJECT_ID                          grants AuditLog.Read.All and, for the roles of
#                                                                      standing access, RoleManagement.Read.Directory
#   infra/grant-graph-permission.sh OBJECT_ID --standing-access PARTS  the parts of STANDING_ACCESS: roles, groups, people,
#                                                                      conditional-access, with commas between them, or off
#   infra/grant-graph-permission.sh OBJECT_ID --directory-read         grants Directory.Read.All as well (docs/deploy.md)
#   infra/grant-graph-permission.sh OBJECT_ID --revoke                 takes all of them away
#
# OBJECT_ID is the output identityPrincipalId of the deployment; in a hook of azd it may be left out, and PARTS is the
# output standingAccessParts.
set -euo pipefail
shopt -s extglob

# Fixed by Microsoft: the application id of Graph.
graph_app='00000003-0000-0000-c000-000000000000'
# shellcheck source=infra/lib/graph-permissions.sh
. "$(dirname "$0")/lib/graph-permissions.sh"
# Another root only in national clouds.
root="${GRAPH_ENDPOINT:-https://graph.microsoft.com}"
graph="$root/v1.0"

fail() {
  echo "grant-graph-permission: $1" >&2
  exit "${2:-1}"
}

identity="${identityPrincipalId:-}"
standing_access="${standingAccessParts:-roles}"
wanted='audit'
revoke=false
while [[ $# -gt 0 ]]; do
  case "$1" in
    --directory-read) wanted+=' directory' ;;
    --revoke) revoke=true ;;
    --standing-access)
      [[ $# -gt 1 ]] || fail 'needs parts after --standing-access, e.g. roles,groups' 2
      standing_access="$2"
      shift
      ;;
    -*) fail "unknown option $1" 2 ;;
    *) identity="$1" ;;
  esac
  shift
done
for part in ${standing_access//,/ }; do
  case "$part" in
    roles | groups | people | conditional-access) wanted+=" $part" ;;
    off) ;;
    *) fail "knows no part '$part' of standing access: roles, groups, people, conditional-access or off" 2 ;;
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
    # Without --resource, az adds a token only for the roots that it knows. One file for both streams would mix
    # warnings into the answer.
    if answer="$(az rest --method "$method" --resource "$root" --url "$graph/$path" "$@" 2>"$errors")"; then
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
  while read -r part id name; do
    [[ -z "$part" ]] || take_away "$id" "$name"
  done <<<"$permissions"
  exit
fi
resource="$(ask get "servicePrincipals(appId='$graph_app')" --query id --output tsv)"
while read -r part id name; do
  [[ -z "$part" || " $wanted " != *" $part "* ]] || grant "$id" "$name"
done <<<"$permissions"
