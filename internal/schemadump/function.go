package main

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

func newFunction(function *tfprotov6.Function) *functionJSON {
	out := &functionJSON{
		Description:        function.Description,
		Summary:            function.Summary,
		DeprecationMessage: function.DeprecationMessage,
		ReturnType:         function.Return.Type,
		VariadicParameter:  newParameter(function.VariadicParameter),
	}
	for _, parameter := range function.Parameters {
		out.Parameters = append(out.Parameters, newParameter(parameter))
	}
	return out
}

func newParameter(parameter *tfprotov6.FunctionParameter) *parameterJSON {
	if parameter == nil {
		return nil
	}
	return &parameterJSON{
		Name:        parameter.Name,
		Description: parameter.Description,
		IsNullable:  parameter.AllowNullValue,
		Type:        parameter.Type,
	}
}
