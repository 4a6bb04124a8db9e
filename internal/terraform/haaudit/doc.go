// Package haaudit is the data source rabbitmqha_ha_audit: which queues would not survive the loss of one node, what else
// of the cluster hangs by one, and why. It asks the broker; the judgement is package availability's.
package haaudit
