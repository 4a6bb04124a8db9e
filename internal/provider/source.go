package provider

import (
	"fmt"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/attr"
)

// from says where a value came from that the block does not hold.
func from(environment bool, variable string) string {
	if environment {
		return " It comes from the environment variable " + variable + "."
	}
	return ""
}

// fromEndpoints is from for one of the endpoints, which the environment variable holds in one text.
func (m model) fromEndpoints(n int) string {
	if !m.Endpoints.IsNull() {
		return ""
	}
	return fmt.Sprintf(" It is number %d in the environment variable RABBITMQ_ENDPOINTS.", n+1)
}

// settings are the attributes of the block tls and their environment variables.
func (m tlsModel) settings() []tlsSetting {
	return []tlsSetting{
		{"ca_pem", "RABBITMQ_CA_PEM", m.CAPEM}, {"ca_file", "RABBITMQ_CA_FILE", m.CAFile}, {"cert_pem", "RABBITMQ_CERT_PEM", m.CertPEM},
		{"key_pem", "RABBITMQ_KEY_PEM", m.KeyPEM}, {"server_name", "RABBITMQ_SERVER_NAME", m.ServerName},
		{"insecure", "RABBITMQ_INSECURE", m.Insecure},
	}
}

type tlsSetting struct {
	name, variable string
	value          attr.Value
}

// from says where a setting came from that the block does not hold.
func (m tlsModel) from(name string) string {
	for _, setting := range m.settings() {
		if setting.name == name {
			return from(setting.value.IsNull() && os.Getenv(setting.variable) != "", setting.variable)
		}
	}
	return ""
}

// given are the settings that there are: attributes of the block, or environment variables.
func (m tlsModel) given() (names []string) {
	for _, setting := range m.settings() {
		switch {
		case !setting.value.IsNull():
			names = append(names, "tls."+setting.name)
		case os.Getenv(setting.variable) != "":
			names = append(names, setting.variable)
		}
	}
	return names
}
