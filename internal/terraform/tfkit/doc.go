// Package tfkit is the base that every package of internal/terraform shares: the handle of the cluster, diagnostics
// made of typed errors, ids and identities, and values that travel between Terraform and the broker.
//
// It knows both sides' ways of speaking, but no single resource: what concerns one kind of object belongs to its package.
package tfkit
