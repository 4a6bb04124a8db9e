package haproxy

import (
	"fmt"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// everyCombination has a listener for every combination of protocol, encryption, check, header and algorithm that Resolve
// accepts, and how many it refuses.
func everyCombination() (c Config, refused int) {
	encryptions := []TLS{
		{}, {CertificateFile: certificatesDir + "haproxy.pem"},
		{CertificateFile: certificatesDir + "haproxy.pem", CAFile: certificatesDir + "ca.pem", ServerVerify: VerifyNone},
		{ServerCAFile: certificatesDir + "ca.pem"},
	}
	checkTLS := []*CheckTLS{nil, {}, {CAFile: certificatesDir + "ca.pem", ServerName: "rabbitmq.example"}}
	c.Stats = &Stats{}
	for i, protocol := range loadbalancer.Protocols {
		for j, tls := range encryptions {
			for k, kind := range CheckKinds {
				for m, over := range checkTLS {
					for n, header := range SendProxies {
						l := plain(fmt.Sprintf("l%d.%d.%d.%d.%d", i, j, k, m, n), protocol)
						l.TLS, l.SendProxy, l.Check.Kind, l.Check.TLS = tls, header, kind, over
						l.Balance = Balances[(i+j+k+m+n)%len(Balances)]
						l.Binds = []loadbalancer.Bind{{Port: new(1024 + len(c.Listeners))}}
						if _, problems := Resolve(Config{Listeners: []Listener{l}}); len(problems) > 0 {
							refused++
							continue
						}
						c.Listeners = append(c.Listeners, l)
					}
				}
			}
		}
	}
	return c, refused
}

func TestEveryCombination(t *testing.T) {
	c, refused := everyCombination()
	if got := len(c.Listeners); got < 200 || refused < 200 {
		t.Errorf("%d combinations are possible and %d refused, which cannot be right", got, refused)
	}
	mustRender(t, c)
}
