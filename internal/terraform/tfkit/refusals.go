package tfkit

import "strings"

// refusals are the broker's words to a user whom it knows, and what to do about each. They are those of all versions from 3.8
// to 4.3 (rabbit_mgmt_util, rabbit_web_dispatch_access_control).
var refusals = []struct{ said, hint string }{
	{"Not management user", "The provider's user has no tag, and needs one: \"management\", \"policymaker\", \"monitoring\" or " +
		"\"administrator\" (rabbitmqctl set_user_tags USER TAG)."},
	{"Not administrator user", "The provider's user lacks the tag \"administrator\" (rabbitmqctl set_user_tags USER administrator)."},
	{"Not monitor user", "The provider's user lacks the tag \"monitoring\", or \"administrator\" (rabbitmqctl set_user_tags USER monitoring)."},
	{"User not authorised to access virtual host", "The provider's user has no permissions in this virtual host (rabbitmqctl " +
		"set_permissions -p VHOST USER CONFIGURE WRITE READ)."},
	{"User not authorised to access object", "The provider's user lacks the tag \"policymaker\", or \"administrator\" (rabbitmqctl " +
		"set_user_tags USER policymaker), or permissions in this virtual host (rabbitmqctl set_permissions)."},
}

// hintForRefusal says which tag or permission is missing.
func hintForRefusal(said string) string {
	const table = " SECURITY.md of the provider's sources has a table of what each resource needs."
	for _, refusal := range refusals {
		if strings.Contains(said, refusal.said) {
			return refusal.hint + table
		}
	}
	return "The provider's user lacks a permission on this virtual host: to configure, write or read what is named here (rabbitmqctl " +
		"set_permissions). Names that begin with \"amq.\" are reserved." + table
}
