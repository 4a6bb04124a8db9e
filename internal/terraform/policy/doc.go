// Package policy is the resources rabbitmqha_policy and rabbitmqha_operator_policy. The broker keeps the two apart and
// treats them alike, so they are one resource in two kinds, which differ in their address at the API and in the keys
// that a definition may hold.
//
// It knows policies as the table of package topology describes them, and holds no rule of its own about any key.
package policy
