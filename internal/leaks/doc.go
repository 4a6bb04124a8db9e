// Package leaks finds secrets in text where none may be: in logs, and in what programs print.
//
// It finds what it does not know by heart. A secret that a test or a lab makes up says that it is one, by Mark in the
// middle of it ("check7f3aSecret"), so that no list of secrets has to be kept, and a piece of one is found as well. The
// word before the mark is the secret's name in a report.
//
// It knows how a secret can be spelt (Forms), and reads files. It must not know Terraform, a broker or the lab: what may
// stand in which file is for its caller to say.
package leaks
