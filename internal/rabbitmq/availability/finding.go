package availability

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity is how grave a finding is.
type Severity string

// An Error stops something or loses messages, now or when one more node is lost. A Warning makes that likelier, or would take more
// than one node.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Kind is what sort of object a finding is about.
type Kind string

// The kinds, the widest first.
const (
	OfCluster    Kind = "cluster"
	OfNode       Kind = "node"
	OfDeprecated Kind = "deprecated_feature"
	OfVhost      Kind = "vhost"
	OfPolicy     Kind = "policy"
	OfExchange   Kind = "exchange"
	OfQueue      Kind = "queue"
)

var kinds = []Kind{OfCluster, OfNode, OfDeprecated, OfVhost, OfPolicy, OfExchange, OfQueue}

// Finding is one thing that is not as it should be.
type Finding struct {
	Rule
	Kind Kind
	// Name is empty for the cluster; its virtual host for all but queues, exchanges and policies.
	Name
	// Nodes are sorted. For an error about a queue that works they are those whose loss it does not survive; for others those
	// that the finding is about.
	Nodes []string
	// Summary is one sentence, or a few.
	Summary string
}

// Object is what the finding is about, in words.
func (f Finding) Object() string {
	switch {
	case f.Kind == OfCluster:
		return "the cluster"
	case f.Vhost == "":
		return strings.ReplaceAll(string(f.Kind), "_", " ") + " " + f.Name.Name
	default:
		return fmt.Sprintf("%s %q in %q", f.Kind, f.Name.Name, f.Vhost)
	}
}

// MostFindings is how many findings of each severity are kept, and how many of all are reported.
const MostFindings = 1000

// Report is the outcome of an audit.
type Report struct {
	// Findings are at most MostFindings, errors first.
	Findings []Finding
	// Errors, Warnings and Ignored count all, LeftOut those that are not among Findings for being too many.
	Errors, Warnings, Ignored, LeftOut int
	// Queues counts those that were judged, AtRisk those of them with an error, Exclusive those that were not looked at.
	Queues, AtRisk, Exclusive int
}

// SurvivesOneNode reports whether all that was looked at works, and goes on without loss when any one node is lost. What is
// ignored does not count.
func (r Report) SurvivesOneNode() bool { return r.Errors == 0 }

// keep takes a finding in.
func (r *Report) keep(f Finding) {
	count := &r.Warnings
	if f.Severity == Error {
		count = &r.Errors
	}
	if *count++; *count <= MostFindings {
		r.Findings = append(r.Findings, f)
	}
}

// sortAndTruncate sorts the findings and keeps the first MostFindings.
func (r *Report) sortAndTruncate() {
	slices.SortStableFunc(r.Findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Severity, b.Severity), cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind)),
			cmp.Compare(a.Vhost, b.Vhost), cmp.Compare(a.Name.Name, b.Name.Name))
	})
	r.Findings = r.Findings[:min(len(r.Findings), MostFindings)]
	r.LeftOut = r.Errors + r.Warnings - len(r.Findings)
}
