package lab

// suites are the Debian suites that carry, or carried, a series, best first. The unstable suite moves on, so
// that what it has is looked at before it is believed.
var suites = map[string][]string{
	"3.8":  {"bullseye"},
	"3.10": {"bookworm"},
	"4.0":  {"trixie"},
	"4.3":  {"sid", "testing"},
}

// Series are the RabbitMQ series a lab can have, oldest first.
func Series() []string { return []string{"3.8", "3.10", "4.0", "4.3"} }
