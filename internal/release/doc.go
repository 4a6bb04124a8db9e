// Package release knows what a release of the provider consists of. It writes the notices of the libraries that are compiled
// in, and checks a folder of built files before anything of it is published: the names and contents that the registries of
// Terraform and OpenTofu ask for.
//
// It reads what the build leaves behind. It must not know the provider itself, and nothing that ships imports it.
package release

const (
	// project is how the names of all released files begin. The registries derive the provider's name from it.
	project = "terraform-provider-rabbitmqha"
	// NoticesFile is the file, in every archive, with the licences of what is compiled in.
	NoticesFile = "THIRD-PARTY-NOTICES.txt"
)
