package nodeconfig

import (
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/rabbitmqconf"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

type nodeModel struct {
	Name              *string            `tfsdk:"name"`
	Address           *string            `tfsdk:"address"`
	DistributionPort  *int               `tfsdk:"distribution_port"`
	Environment       map[string]*string `tfsdk:"environment"`
	Settings          map[string]*string `tfsdk:"settings"`
	SettingsSensitive map[string]*string `tfsdk:"settings_sensitive"`
	Listeners         []listenerModel    `tfsdk:"listener"`
	TLS               *filesModel        `tfsdk:"tls"`
	InterNodeTLS      *filesModel        `tfsdk:"inter_node_tls"`
	Advanced          []advancedModel    `tfsdk:"advanced"`
}

// filesModel are the files that a node has of its own.
type filesModel struct {
	CACertFile *string `tfsdk:"cacertfile"`
	CertFile   *string `tfsdk:"certfile"`
	KeyFile    *string `tfsdk:"keyfile"`
}

type interNodeModel struct {
	CACertFile       *string  `tfsdk:"cacertfile"`
	CertFile         *string  `tfsdk:"certfile"`
	KeyFile          *string  `tfsdk:"keyfile"`
	Password         *string  `tfsdk:"password"`
	Verify           *string  `tfsdk:"verify"`
	FailIfNoPeerCert *bool    `tfsdk:"fail_if_no_peer_cert"`
	Depth            *int     `tfsdk:"depth"`
	Versions         []string `tfsdk:"versions"`
	IPv6             *bool    `tfsdk:"ipv6"`
	OptFile          *string  `tfsdk:"optfile"`
}

func (m nodeModel) domain() rabbitmqconf.Node {
	return rabbitmqconf.Node{
		Name: renderkit.Value(m.Name), Address: renderkit.Value(m.Address),
		NodeSettings: rabbitmqconf.NodeSettings{
			Listeners: renderkit.Convert(m.Listeners, listenerModel.domain),
			TLS:       m.TLS.domain(), InterNodeTLS: m.InterNodeTLS.domain(),
			DistributionPort: m.DistributionPort, Environment: ownElements(m.Environment),
			Settings: ownElements(m.Settings), SensitiveSettings: ownElements(m.SettingsSensitive),
			Advanced: renderkit.Convert(m.Advanced, advancedModel.domain),
		},
	}
}

// ownElements are those of a node: an empty map makes it no different from the others.
func ownElements(elements map[string]*string) map[string]string {
	if len(elements) == 0 {
		return nil
	}
	return plain(elements)
}

func (m *filesModel) domain() *rabbitmqconf.CertificateFiles {
	if m == nil {
		return nil
	}
	return &rabbitmqconf.CertificateFiles{
		CACertFile: renderkit.Value(m.CACertFile), CertFile: renderkit.Value(m.CertFile), KeyFile: renderkit.Value(m.KeyFile),
	}
}

func (m *interNodeModel) domain() *rabbitmqconf.InterNodeTLS {
	if m == nil {
		return nil
	}
	return &rabbitmqconf.InterNodeTLS{
		CertificateFiles: *(&filesModel{m.CACertFile, m.CertFile, m.KeyFile}).domain(),
		Password:         renderkit.Value(m.Password),
		Verify:           renderkit.Value(m.Verify),
		FailIfNoPeerCert: m.FailIfNoPeerCert,
		Depth:            m.Depth,
		Versions:         m.Versions,
		IPv6:             renderkit.Value(m.IPv6),
		OptFile:          renderkit.Value(m.OptFile),
	}
}
