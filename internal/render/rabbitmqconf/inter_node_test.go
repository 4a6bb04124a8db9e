package rabbitmqconf

import (
	"strings"
	"testing"
)

func TestInterNodeTLS(t *testing.T) {
	files := CertificateFiles{CACertFile: "/t/ca.pem", CertFile: "/t/cert.pem", KeyFile: "/t/key.pem"}
	for name, test := range map[string]struct {
		tls  InterNodeTLS
		more func(*Config)
		want string // "" for a configuration that is rendered
	}{
		"defaults":             {tls: InterNodeTLS{CertificateFiles: files}},
		"no authority needed":  {tls: InterNodeTLS{CertificateFiles: CertificateFiles{CertFile: "/c", KeyFile: "/k"}, Verify: "verify_none"}},
		"no authority":         {tls: InterNodeTLS{CertificateFiles: CertificateFiles{CertFile: "/c", KeyFile: "/k"}}, want: "inter_node_tls.cacertfile: Missing file"},
		"no certificate":       {tls: InterNodeTLS{CertificateFiles: CertificateFiles{CACertFile: "/a", KeyFile: "/k"}}, want: "inter_node_tls.certfile: Missing file"},
		"relative":             {tls: InterNodeTLS{CertificateFiles: CertificateFiles{"a", "/c", "/k"}}, want: "inter_node_tls.cacertfile: Path not absolute"},
		"variable in a path":   {tls: InterNodeTLS{CertificateFiles: CertificateFiles{"/a", "$(ROOT)/c", "/k"}}, want: "inter_node_tls.certfile: Path with a substitution"},
		"line break in a path": {tls: InterNodeTLS{CertificateFiles: CertificateFiles{"/a", "/c\n", "/k"}}, want: "inter_node_tls.certfile: Value cannot be written"},
		"verify":               {tls: InterNodeTLS{CertificateFiles: files, Verify: "peer"}, want: "inter_node_tls.verify: Unknown value"},
		"nobody asks":          {tls: InterNodeTLS{CertificateFiles: files, Verify: "verify_none", FailIfNoPeerCert: new(true)}, want: "inter_node_tls.fail_if_no_peer_cert"},
		"depth":                {tls: InterNodeTLS{CertificateFiles: files, Depth: new(-1)}, want: "inter_node_tls.depth"},
		"versions":             {tls: InterNodeTLS{CertificateFiles: files, Versions: []string{"tlsv1.2", "tlsv1.2"}}, want: "inter_node_tls.versions[1]: Version given twice"},
		"path with a space":    {tls: InterNodeTLS{CertificateFiles: files, OptFile: "/etc/my tls"}, want: "inter_node_tls.optfile: Invalid path"},
		"argument twice": {tls: InterNodeTLS{CertificateFiles: files}, more: func(c *Config) {
			c.Environment = map[string]string{"CTL_ERL_ARGS": "-proto_dist inet6_tcp"}
		}, want: "environment.CTL_ERL_ARGS: Argument given twice"},
		"other argument": {tls: InterNodeTLS{CertificateFiles: files}, more: func(c *Config) {
			c.Environment = map[string]string{"SERVER_ADDITIONAL_ERL_ARGS": "+S 2"}
		}},
		"password": {tls: InterNodeTLS{CertificateFiles: files, Password: "sesame\n"}, want: "inter_node_tls.password: Value cannot be written"},
	} {
		t.Run(name, func(t *testing.T) {
			c := valid()
			c.InterNodeTLS = &test.tls
			if test.more != nil {
				test.more(&c)
			}
			_, problems := Resolve(c)
			got := ""
			for _, p := range problems {
				got += p.Error() + "\n"
			}
			if (got == "") != (test.want == "") || !strings.Contains(got, test.want) || strings.Contains(got, "sesame") {
				t.Errorf("got %q, want %q in it", got, test.want)
			}
		})
	}
}

// TestOptFileQuotes: text in the file stays text to Erlang.
func TestOptFileQuotes(t *testing.T) {
	c := valid()
	c.InterNodeTLS = &InterNodeTLS{CertificateFiles: CertificateFiles{`/a"b\c`, "/c", "/k"}, Password: `"]}].`, IPv6: true}
	resolved := mustResolve(t, c)
	files := resolved.NodeFiles()["rabbit@rabbit1"]
	for _, want := range []string{`{cacertfile, "/a\"b\\c"}`, `{password, "\"]}]."}`} {
		if text := files[interNodeOptFile]; strings.Count(text, want) != 2 {
			t.Errorf("%s is not twice in %s", want, text)
		}
	}
	if !strings.Contains(files[envPath], "-proto_dist inet6_tls ") {
		t.Error(files[envPath])
	}
	if !resolved.HasNodeSecret() || resolved.HasSecret() {
		t.Error("only the file for the TLS between nodes holds a secret")
	}
}
