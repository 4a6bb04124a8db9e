package provider

import (
	"fmt"
	"os"
	"strings"
)

// logVariables are the environment variables by which someone asks for the log of a provider: Terraform's own, and,
// as they stand or with "_" and a name behind, those of the plugin libraries.
// https://developer.hashicorp.com/terraform/plugin/log/managing
var logVariables = []string{"TF_LOG", "TF_LOG_PROVIDER", "TF_LOG_SDK"}

// logWanted reports whether anybody asks for a log in an environment (NAME=value). TF_LOG_CORE and TF_LOG_PATH do not: the
// first leaves providers out, the second says nothing by itself. Terraform takes a word that is no level for TRACE.
func logWanted(environment []string) bool {
	for _, variable := range environment {
		name, level, _ := strings.Cut(variable, "=")
		if level == "" || strings.EqualFold(level, "off") {
			continue
		}
		for _, known := range logVariables {
			if name == known || known != "TF_LOG" && strings.HasPrefix(name, known+"_") {
				return true
			}
		}
	}
	return false
}

// libraryLevels are the environment variables that hold the level of each log that is written in this process.
var libraryLevels = []string{
	"TF_LOG_SDK", "TF_LOG_SDK_PROTO", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_PROVIDER_" + strings.ToUpper(TypeName),
}

// silenceLogs switches off the log of the plugin libraries and of the provider. Left alone they write a dozen lines of JSON
// for each call, of which Terraform reads and drops every one unless a log was asked for. That is the largest single
// cost of a plan, here and in Terraform.
//
// The libraries look at these variables at each call, and offer no other way.
func silenceLogs() error {
	for _, name := range libraryLevels {
		if err := os.Setenv(name, "OFF"); err != nil {
			return fmt.Errorf("switch the log off: %w", err)
		}
	}
	return nil
}
