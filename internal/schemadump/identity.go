package main

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

func newIdentity(identity *tfprotov6.ResourceIdentitySchema) *identityJSON {
	attributes := make(map[string]*identityAttributeJSON, len(identity.IdentityAttributes))
	for _, attribute := range identity.IdentityAttributes {
		attributes[attribute.Name] = &identityAttributeJSON{
			Type:              attribute.Type,
			Description:       attribute.Description,
			RequiredForImport: attribute.RequiredForImport,
			OptionalForImport: attribute.OptionalForImport,
		}
	}
	return &identityJSON{Version: identity.Version, Attributes: attributes}
}
