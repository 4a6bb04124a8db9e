package haproxy

import "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/service"

// olderThan compares two of HAProxyVersions' form; of another form nothing is known.
func olderThan(branch, other string) bool {
	a, known := service.ParseVersion(branch)
	b, _ := service.ParseVersion(other)
	return known && a.OlderThan(b)
}
