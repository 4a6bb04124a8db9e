package as3

import (
	"fmt"
	"regexp"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// rules collects the problems of a Config.
type rules struct{ loadbalancer.Validator }

// The forms are those of AS3's schema, except for paths: there its own check lets nearly everything pass, though AS3
// writes a path into a command without quotes.
var (
	schemaVersionForm = regexp.MustCompile(`^3\.[0-9]{1,3}\.[0-9]{1,3}$`)
	idForm            = regexp.MustCompile(`^[!#$%&()*+,\-./0-9:;=?@A-Z\[\]_a-z{}~]{1,255}$`)
	labelForm         = regexp.MustCompile("^[^\"#&*<>?\\[\\]\\\\`]*$")
	remarkForm        = regexp.MustCompile(`^[^"\\]*$`)
	pathForm          = regexp.MustCompile(`^(/[A-Za-z0-9_][A-Za-z0-9_.:-]*){2,}$`)
)

// What came with which version of AS3, by the schema of each release: since 3.29.0 all that this package writes is valid,
// and 3.50.0 brought per-application declarations.
var (
	oldestSchema         = loadbalancer.Version{3, 29, 0}
	perApplicationSchema = loadbalancer.Version{3, 50, 0}
)

const (
	maxText        = 64
	maxIdleTimeout = 24 * time.Hour
	maxReselect    = 65535
)

// config checks a Config with its defaults.
func (r *rules) config(c Config) {
	at := loadbalancer.Path{}
	r.schemaVersion(at.Field("schema_version"), c.SchemaVersion)
	r.tenant(at.Field("tenant"), c.Tenant)
	r.application(at.Field("application"), c.Application)
	if c.DeclarationID != c.Tenant && !idForm.MatchString(c.DeclarationID) {
		r.Add(at.Field("declaration_id"), "Invalid identifier", "Give at most 255 printable ASCII characters without blanks, quotes, backquotes, backslashes and <>^|.")
	}
	r.textForPeople(at.Field("label"), c.Label, labelForm, "\" # & * < > ? [ ] \\ and backquotes")
	r.textForPeople(at.Field("remark"), c.Remark, remarkForm, "double quotes and backslashes")
	r.RabbitMQVersion(at.Field("rabbitmq_version"), c.RabbitMQVersion)
	if !slices.Contains(SNATs, c.SNAT) && !pathForm.MatchString(c.SNAT) {
		r.Add(at.Field("snat"), "Unknown value", fmt.Sprintf("%q is none of auto, none and self, nor the path of a SNAT pool such as /Common/brokers.", c.SNAT))
	}
	r.Between(at.Field("retries"), c.Retries, 0, maxReselect)
	r.AtLeast(at.Field("heartbeat"), c.Heartbeat, 0)
	r.WholeSeconds(at.Field("timeout_client"), c.TimeoutClient, maxIdleTimeout)
	r.WholeSeconds(at.Field("timeout_server"), c.TimeoutServer, maxIdleTimeout)
	r.listeners(at.Field("listener"), c)
}

func (r *rules) schemaVersion(at loadbalancer.Path, s string) {
	parsed, _ := loadbalancer.ParseVersion(s)
	switch {
	case !schemaVersionForm.MatchString(s):
		r.Add(at, "Invalid version of AS3's schema", fmt.Sprintf("%q is not a version such as 3.50.0.", s))
	case parsed.OlderThan(oldestSchema):
		r.Add(at, "Version of AS3 too old", fmt.Sprintf("%s does not know all that the declaration needs; 3.29.0 and later do.", s))
	}
}

// textForPeople checks a text that AS3 limits in length and characters.
func (r *rules) textForPeople(at loadbalancer.Path, s string, form *regexp.Regexp, without string) {
	switch {
	case !r.Text(at, s):
	case utf8.RuneCountInString(s) > maxText:
		r.Add(at, "Text too long", fmt.Sprintf("AS3 takes at most %d characters.", maxText))
	case !form.MatchString(s):
		r.Add(at, "Invalid character", "AS3 takes no "+without+" here.")
	}
}

// path checks the path of something that the BIG-IP has already; it may be empty.
func (r *rules) path(at loadbalancer.Path, path string) {
	if path != "" && !pathForm.MatchString(path) {
		r.Add(at, "Invalid path", fmt.Sprintf("%q is not the path of an object on a BIG-IP, such as /Common/name.", path))
	}
}

// seconds checks a time that package loadbalancer has found to be one: AS3 counts whole seconds.
func (r *rules) seconds(at loadbalancer.Path, value string, longest time.Duration) {
	if loadbalancer.Duration(value) > 0 {
		r.WholeSeconds(at, value, longest)
	}
}
