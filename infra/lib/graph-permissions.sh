# shellcheck shell=bash
# The scripts that source this use the variable:
# shellcheck disable=SC2034
# The application permissions of Microsoft Graph that the app can have, one a line: the part of the report that needs
# it, its id (fixed by Microsoft), its name.
permissions='
audit b0afded3-3588-46d8-8b3d-9842eff778da AuditLog.Read.All
roles 483bed4a-2ad3-4361-a73b-c83ccdbdc53c RoleManagement.Read.Directory
groups edb419d6-7edc-42a3-9345-509bfdf5d87c PrivilegedEligibilitySchedule.Read.AzureADGroup
groups cd4161cb-f098-48f8-a884-1eda9a42434c PrivilegedAssignmentSchedule.Read.AzureADGroup
groups 98830695-27a2-44f7-8c18-0c3ebc9698f6 GroupMember.Read.All
people df021288-bdef-4463-88db-98f22de89214 User.Read.All
conditional-access 246dd0d5-5bd0-4def-940b-0421030a5b68 Policy.Read.All
directory 7ab1d382-f21e-4acd-a863-ba3e13f7da61 Directory.Read.All'
