// Package haproxyconfig is the data source rabbitmqha_haproxy_config: it says in Terraform's words what package
// render/haproxy says in its own, and puts problems at the attributes they come from.
//
// It knows the schema and which output may hold a secret. It must not know HAProxy's keywords, defaults or rules, nor talk
// to a broker: it works without the provider being configured.
package haproxyconfig
