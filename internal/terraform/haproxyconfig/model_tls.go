package haproxyconfig

import (
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

type tlsModel struct {
	Mode                  *string `tfsdk:"mode"`
	CertificateFile       *string `tfsdk:"certificate_file"`
	MinVersion            *string `tfsdk:"min_version"`
	VerifyClient          *string `tfsdk:"verify_client"`
	CAFile                *string `tfsdk:"ca_file"`
	ServerVerify          *string `tfsdk:"server_verify"`
	ServerCAFile          *string `tfsdk:"server_ca_file"`
	ServerCertificateFile *string `tfsdk:"server_certificate_file"`
	ServerName            *string `tfsdk:"server_name"`
}

type checkTLSModel struct {
	Verify     *string `tfsdk:"verify"`
	CAFile     *string `tfsdk:"ca_file"`
	ServerName *string `tfsdk:"server_name"`
}

func (m tlsModel) domain() haproxy.TLS {
	return haproxy.TLS{
		Mode:                  renderkit.Value(m.Mode),
		CertificateFile:       renderkit.Value(m.CertificateFile),
		MinVersion:            renderkit.Value(m.MinVersion),
		VerifyClient:          renderkit.Value(m.VerifyClient),
		CAFile:                renderkit.Value(m.CAFile),
		ServerVerify:          renderkit.Value(m.ServerVerify),
		ServerCAFile:          renderkit.Value(m.ServerCAFile),
		ServerCertificateFile: renderkit.Value(m.ServerCertificateFile),
		ServerName:            renderkit.Value(m.ServerName),
	}
}

func (m *checkTLSModel) domain() *haproxy.CheckTLS {
	if m == nil {
		return nil
	}
	return &haproxy.CheckTLS{Verify: renderkit.Value(m.Verify), CAFile: renderkit.Value(m.CAFile), ServerName: renderkit.Value(m.ServerName)}
}
