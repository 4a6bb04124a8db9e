package haproxy

import "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"

// olderThan compares two of HAProxyVersions' form; of another form nothing is known.
func olderThan(branch, other string) bool {
	a, known := loadbalancer.ParseVersion(branch)
	b, _ := loadbalancer.ParseVersion(other)
	return known && a.OlderThan(b)
}
