// Package renderkit is what the data sources over the packages in internal/render share: a [DataSource] itself, how its
// attributes and blocks are declared, how a configuration with unknown values is read, and how a problem becomes an error
// at its attribute.
//
// It knows Terraform's framework and the paths and problems of package loadbalancer. It must not know what is rendered,
// nor talk to a broker.
package renderkit
