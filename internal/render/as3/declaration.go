package as3

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// object is a JSON object. Its members are encoded in the order of their names.
type object map[string]any

// Documents are the two forms of a declaration, each JSON in one line with its members in the order of their names, as
// Terraform's jsonencode writes it.
type Documents struct {
	// Request is the declaration as a request to deploy it, of class AS3: what the attribute as3_json of the resource
	// bigip_as3 takes. AS3 removes from the tenant what is not in it.
	Request string
	// PerApplication is the same without the tenant, which is then named beside it. Other applications of the tenant stay
	// as they are. Empty where SchemaVersion is before 3.50.0.
	PerApplication string
}

// Render gives the declaration. An error is a fault of this package.
func (r Resolved) Render() (Documents, error) {
	c := r.config
	request, err := json.Marshal(c.request())
	if err != nil {
		return Documents{}, err
	}
	version, _ := loadbalancer.ParseVersion(c.SchemaVersion)
	if version.OlderThan(perApplicationSchema) {
		return Documents{Request: string(request)}, nil
	}
	alone, err := json.Marshal(c.perApplication())
	return Documents{Request: string(request), PerApplication: string(alone)}, err
}

// request has exactly what bigip_as3 gives back when it reads: any more, or any less, would be a change in each plan.
func (c Config) request() object {
	return object{
		"class": "AS3", "action": "deploy", "persist": true,
		"declaration": object{
			"class": "ADC", "schemaVersion": c.SchemaVersion, "id": c.DeclarationID,
			c.Tenant: object{"class": "Tenant", c.Application: c.application()},
		},
	}
}

// perApplication has nothing but applications and the version, for the same reason.
func (c Config) perApplication() object {
	return object{"schemaVersion": c.SchemaVersion, c.Application: c.application()}
}

func (c Config) application() object {
	application := object{"class": "Application"}
	if c.Label != "" {
		application["label"] = c.Label
	}
	if c.Remark != "" {
		application["remark"] = c.Remark
	}
	for _, l := range c.Listeners {
		maps.Copy(application, c.objects(l))
	}
	return application
}

// objects are what a listener brings into the application, by name.
func (c Config) objects(l Listener) object {
	objects := object{
		l.poolName():              c.pool(l),
		l.profileName(clientSide): tcpProfile(c.TimeoutClient, l.TCPKeepAlive.ClientInterval),
		l.profileName(serverSide): tcpProfile(c.TimeoutServer, l.TCPKeepAlive.ServerInterval),
	}
	for _, m := range l.monitors() {
		objects[m.name] = m.body
	}
	for _, port := range l.ports() {
		objects[l.serviceName(port)] = c.service(l, port)
	}
	return objects
}

// tcpProfile cuts idle connections with a reset, so that both peers learn of it.
func tcpProfile(idle, keepAlive string) object {
	return object{
		"class": "TCP_Profile", "idleTimeout": seconds(idle), "keepAliveInterval": seconds(keepAlive), "resetOnTimeout": true,
	}
}

// use points at an object of the application, and bigip at one that the BIG-IP has already.
func use(name string) object   { return object{"use": name} }
func bigip(path string) object { return object{"bigip": path} }

// service is the virtual server for one port.
func (c Config) service(l Listener, port int) object {
	s := object{
		"class": "Service_TCP", "remark": loadbalancer.TraitsOf(l.Protocol).Description,
		"virtualAddresses": l.virtualAddresses(port), "virtualPort": port,
		"pool": l.poolName(), "snat": c.snat(),
		// Left out, AS3 would send all clients behind one address to one server.
		"persistenceMethods": []any{},
		"profileTCP":         object{clientSide: use(l.profileName(clientSide)), serverSide: use(l.profileName(serverSide))},
	}
	if l.MaxConn != nil {
		s["maxConnections"] = *l.MaxConn
	}
	// AS3 names TLS after what the BIG-IP is in it: towards clients it is a server.
	if l.TLS.ClientSSLProfile != "" {
		s["serverTLS"] = bigip(l.TLS.ClientSSLProfile)
	}
	if l.TLS.ServerSSLProfile != "" {
		s["clientTLS"] = bigip(l.TLS.ServerSSLProfile)
	}
	return s
}

func (c Config) snat() any {
	if slices.Contains(SNATs, c.SNAT) {
		return c.SNAT
	}
	return bigip(c.SNAT)
}
