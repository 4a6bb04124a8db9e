// Package runtimeparameter is what the packages of federation upstreams, upstream sets, shovels and parameters share. To the
// broker all of them are runtime parameters: a name in a virtual host, for a component that a plugin brings, with a JSON
// value that is written and read whole.
//
// It knows how such an object is created, read, changed and removed, and how a table of keys becomes attributes. It holds
// no table and no rule: those are in package topology, and what a value means belongs to its package.
package runtimeparameter
