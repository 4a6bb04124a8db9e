package bench

import (
	"fmt"
	"strconv"
	"strings"
)

// column is one column of a scenario's table.
type column struct {
	title string
	cell  func(Results, Scenario, Operation, Arm) string
}

var columns = []column{
	{"wall, s", func(r Results, s Scenario, o Operation, a Arm) string { return spread(r.Of(s, a, o, Wall)) }},
	{"ours ÷ this", func(r Results, s Scenario, o Operation, a Arm) string {
		if a == ArmOurs {
			return ""
		}
		return spread(r.Ratio(s, o, Wall, ArmOurs, a))
	}},
	{"CPU s: core", seconds(CoreCPU)},
	{"provider", seconds(ProviderCPU)},
	{"brokers", seconds(BrokerCPU)},
	{"of that idle", seconds(IdleCPU)},
	{"provider MiB", scaled(PeakMemory, 1<<20)},
	{"requests", scaled(Requests, 1)},
	{"connections", scaled(Connections, 1)},
	{"KiB", scaled(Bytes, 1<<10)},
}

func seconds(metric Metric) func(Results, Scenario, Operation, Arm) string {
	return func(r Results, s Scenario, o Operation, a Arm) string {
		figure := r.Of(s, a, o, metric)
		if figure.Rounds == 0 {
			return ""
		}
		return number(figure.Median)
	}
}

func scaled(metric Metric, unit float64) func(Results, Scenario, Operation, Arm) string {
	return func(r Results, s Scenario, o Operation, a Arm) string {
		figure := r.Of(s, a, o, metric)
		if figure.Rounds == 0 {
			return ""
		}
		return strconv.FormatFloat(figure.Median/unit, 'f', 0, 64)
	}
}

// scenario writes one table: a line for each operation and arm.
func (r Results) scenario(out *strings.Builder, scenario Scenario) {
	out.WriteString("| operation | arm |")
	for _, column := range columns {
		fmt.Fprintf(out, " %s |", column.title)
	}
	out.WriteString("\n|---|---|" + strings.Repeat("--:|", len(columns)) + "\n")
	for _, operation := range Operations() {
		for _, arm := range Arms() {
			if r.Of(scenario, arm, operation, Wall).Rounds == 0 {
				continue
			}
			fmt.Fprintf(out, "| %s | %s |", operation, arm)
			for _, column := range columns {
				fmt.Fprintf(out, " %s |", column.cell(r, scenario, operation, arm))
			}
			out.WriteString("\n")
		}
	}
}

// spread is a median with the least and the most, where they differ.
func spread(f Figure) string {
	if f.Rounds == 0 {
		return ""
	}
	text := number(f.Median)
	if f.Rounds > 1 {
		text += " (" + number(f.Least) + "–" + number(f.Most) + ")"
	}
	return text
}

// number writes two digits behind the point, or none where it is a whole number.
func number(value float64) string {
	if value == float64(int64(value)) {
		return strconv.FormatInt(int64(value), 10)
	}
	return strconv.FormatFloat(value, 'f', 2, 64)
}
