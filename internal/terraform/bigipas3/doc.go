// Package bigipas3 is the data source rabbitmqha_bigip_as3: it says in Terraform's words what package render/as3 says in
// its own, and puts problems at the attributes they come from.
//
// It knows the schema and which output may hold a secret. It must not know AS3's classes, defaults or rules, nor talk to a
// broker or a BIG-IP: it works without the provider being configured, and beside any version of F5's own provider.
package bigipas3
