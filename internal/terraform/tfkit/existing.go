package tfkit

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// WithAdoption says whether creations take over objects that exist already (adopt_existing in the provider block).
func (c *Cluster) WithAdoption(adopts bool) *Cluster {
	c.adopts = adopts
	return c
}

// Adopts reports whether a creation may take over, and overwrite where the broker lets it, an object that exists already.
// Where it may not, AddExists is the error.
func (c *Cluster) Adopts() bool { return c != nil && c.adopts }

// AddExists is the error of a creation that would take over what somebody else has made. object is what exists, such as
// `user "a"`; address is the type of the resource, such as "rabbitmqha_user"; id that of the object.
func AddExists(diags *diag.Diagnostics, object, address, id string) {
	diags.AddError(fmt.Sprintf("The %s exists already", object), "It was made by somebody else, or by an apply that was cut short, "+
		"and creating it would take it over. Nothing was changed.\n\n"+ImportBlock(address, id)+"\n\nWith adopt_existing = true in the "+
		"provider block everything that exists is taken over. Otherwise delete it, or choose another name.")
}

// ImportBlock tells how an object that exists is imported, for an error.
func ImportBlock(address, id string) string {
	return fmt.Sprintf("To manage it here, import it, with the name of your resource in place of \"example\", and look at the plan of "+
		"what will change:\n\n  import {\n    to = %s.example\n    id = %q\n  }", address, id)
}
