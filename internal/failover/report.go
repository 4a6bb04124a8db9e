package failover

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Report is what a run found, with what a reader needs to judge it.
type Report struct {
	Made    time.Time // month and year are told
	Machine string    // processors, operating system
	Series  []Series
	// LeftOut names the series that could not be had, with the reason.
	LeftOut []string
}

// Markdown writes the figures as they stand in the guide.
func (r Report) Markdown() string {
	var out strings.Builder
	fmt.Fprintf(&out, "Made in %s on %s: three nodes each of %s, HAProxy %s, Terraform %s.\n", r.Made.Format("January 2006"), r.Machine,
		r.versions(func(s Series) string { return "RabbitMQ " + s.RabbitMQ }),
		r.versions(func(s Series) string { return s.HAProxy }), r.versions(func(s Series) string { return s.Terraform }))
	for _, reason := range r.LeftOut {
		fmt.Fprintf(&out, "\n* Left out: %s\n", reason)
	}
	for _, series := range r.Series {
		series.markdown(&out)
	}
	r.contrasts(&out)
	return out.String()
}

// versions are those of all series, each once.
func (r Report) versions(of func(Series) string) string {
	var all []string
	for _, series := range r.Series {
		if version := of(series); !slices.Contains(all, version) {
			all = append(all, version)
		}
	}
	if last := len(all) - 1; last > 0 {
		return strings.Join(all[:last], ", ") + " and " + all[last]
	}
	return strings.Join(all, "")
}

func (f Series) markdown(out *strings.Builder) {
	kind := "quorum queues"
	if f.Mirroring {
		kind = "mirrored classic queues"
	}
	fmt.Fprintf(out, "\n### RabbitMQ %s: %s\n\n", f.RabbitMQ, kind)
	for _, reason := range f.LeftOut {
		fmt.Fprintf(out, "* Left out: %s\n", reason)
	}
	if len(f.LeftOut) > 0 {
		out.WriteString("\n")
	}
	out.WriteString("| node | confirmed | consumed | lost | duplicated | longest stall of confirms, s | of deliveries, s |\n" +
		"|---|--:|--:|--:|--:|--:|--:|\n")
	for _, row := range f.Rows {
		r := row.Result
		fmt.Fprintf(out, "| %s | %d | %d | %s | %d | %s | %s |\n",
			strings.ToLower(row.Fault.Title), r.Confirmed, r.Consumed, lost(r), r.Duplicated, seconds(r.ConfirmStall), seconds(r.DeliveryStall))
	}
	for _, row := range f.Rows {
		if len(row.Restarted) > 0 {
			fmt.Fprintf(out, "\n* %s: the node did not notice that the others had given it up, and joined them only after `rabbitmqctl stop_app` "+
				"and `start_app` on it.\n", row.Fault.Title)
		}
	}
}

// contrasts writes what was lost without what keeps messages, of all series.
func (r Report) contrasts(out *strings.Builder) {
	const head = "\n### Without replicas, without confirms\n\n| RabbitMQ | queue | publisher | sent or confirmed | consumed | lost |\n|---|---|---|--:|--:|--:|\n"
	written := false
	for _, series := range r.Series {
		c := series.Contrast
		if c == nil {
			continue
		}
		if !written {
			out.WriteString(head)
			written = true
		}
		for _, line := range []struct {
			queue, publisher string
			result           Result
		}{
			{"replicated", "with confirms", c.Replicated}, {"replicated", "without confirms", c.Unconfirmed}, {"on one node", "with confirms", c.Alone},
		} {
			fmt.Fprintf(out, "| %s | %s | %s | %d | %d | %s |\n", series.RabbitMQ, line.queue, line.publisher, line.result.Confirmed, line.result.Consumed, lost(line.result))
		}
	}
}

// lost makes a loss stand out.
func lost(r Result) string {
	if r.Lost() == 0 {
		return "0"
	}
	return fmt.Sprintf("**%d**", r.Lost())
}

func seconds(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', 1, 64) }
