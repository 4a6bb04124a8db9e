package functions

import "github.com/hashicorp/terraform-plugin-framework/function"

// All returns the constructors of all functions, as the provider offers them.
func All() []func() function.Function {
	return []func() function.Function{
		newAMQPURI,
		newMajority,
		newNodeHost,
		newParseAMQPURI,
		newPolicyMatches,
	}
}
