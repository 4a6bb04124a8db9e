package tfkit

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// Listing tells one list resource from the others. Object is what it lists, in the words of package management.
type Listing[Object any] struct {
	// About is the description, Plural what errors call the objects: "queues".
	About, Plural string
	// Pattern says what pattern is compared with, such as "Regular expression that the names must match".
	Pattern string
	// Anywhere: the objects live in no virtual host.
	Anywhere bool
	// Read reads the objects of a virtual host, or of all that the user may see if it is empty, with one request.
	Read func(ctx context.Context, client *management.Client, vhost string) ([]Object, error)
	// Describe says how an object is listed; nil for one that Terraform cannot manage.
	Describe func(Object) *Listed
	// Fill writes the state of an object as a read after an import does, onto one that holds the id alone.
	Fill func(ctx context.Context, state *tfsdk.State, object Object) diag.Diagnostics
}

// Listed is how one object is listed.
type Listed struct {
	// ID are the values of the attributes that name the object, in their order in its id.
	ID []string
	// Names are what the pattern is compared with; one that matches is enough.
	Names []string
	// Title is for people.
	Title string
}

// ListResource lists the objects of one resource type.
type ListResource[Object any] struct {
	Resource
	listing Listing[Object]
}

// NewListResource returns the list resource for the base of a resource, as NewResource makes it.
func NewListResource[Object any](of Resource, listing Listing[Object]) *ListResource[Object] {
	return &ListResource[Object]{Resource: of, listing: listing}
}

type found[Object any] struct {
	object Object
	listed Listed
}

// List implements list.ListResource.
func (l *ListResource[Object]) List(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	var diags diag.Diagnostics
	objects := l.find(ctx, req.Config, &diags)
	if diags.HasError() {
		stream.Results = list.ListResultsStreamDiagnostics(diags)
		return
	}
	stream.Results = l.results(ctx, req, objects)
}

// find reads the objects that were asked for, sorted by their ids.
func (l *ListResource[Object]) find(ctx context.Context, config tfsdk.Config, diags *diag.Diagnostics) []found[Object] {
	var vhost types.String
	if !l.listing.Anywhere {
		diags.Append(config.GetAttribute(ctx, path.Root(vhostAttribute), &vhost)...)
	}
	pattern := listPattern(ctx, config, diags)
	client := l.Cluster.Management(diags)
	if diags.HasError() {
		return nil
	}
	objects, err := l.listing.Read(ctx, client, vhost.ValueString())
	switch {
	case err != nil && l.listing.Anywhere:
		AddError(diags, "Could not read the "+l.listing.Plural, err)
	case err != nil:
		AddListError(diags, l.listing.Plural, vhost.ValueString(), err)
	}
	var out []found[Object]
	for _, object := range objects {
		listed := l.listing.Describe(object)
		if listed == nil {
			continue
		}
		matches, err := matchesAny(pattern, listed.Names)
		if err != nil {
			AddPatternError(diags, err)
			return nil
		}
		if matches {
			out = append(out, found[Object]{object, *listed})
		}
	}
	slices.SortFunc(out, func(a, b found[Object]) int { return slices.Compare(a.listed.ID, b.listed.ID) })
	return out
}

// results are the objects in Terraform's words, no more of them than it has asked for. The protocol has no pages, and Terraform
// does not say that it asks for 100 where the block has no limit: the last result warns where there are more.
func (l *ListResource[Object]) results(ctx context.Context, req list.ListRequest, objects []found[Object]) iter.Seq[list.ListResult] {
	all := len(objects)
	if req.Limit > 0 && int64(all) > req.Limit {
		objects = objects[:req.Limit]
	}
	return func(push func(list.ListResult) bool) {
		for i, each := range objects {
			result := l.result(ctx, req, each)
			if left := all - len(objects); left > 0 && i == len(objects)-1 {
				result.Diagnostics.AddWarning(fmt.Sprintf("Not all %s are listed", l.listing.Plural), fmt.Sprintf("There are %d, and Terraform "+
					"asked for %d, which it does where the list block has no limit of its own. Write limit = %d in the block, beside "+
					"provider, or narrow it down with pattern.", all, len(objects), all))
			}
			if !push(result) {
				return
			}
		}
	}
}

func (l *ListResource[Object]) result(ctx context.Context, req list.ListRequest, each found[Object]) list.ListResult {
	result := req.NewListResult(ctx)
	result.DisplayName = each.listed.Title
	pairs := make([]string, 0, 2*len(l.names))
	for i, name := range l.names {
		pairs = append(pairs, name, each.listed.ID[i])
	}
	l.Cluster.SetIdentity(ctx, result.Identity, &result.Diagnostics, pairs...)
	if req.IncludeResource {
		state := tfsdk.State{Schema: result.Resource.Schema, Raw: result.Resource.Raw}
		result.Diagnostics.Append(state.SetAttribute(ctx, path.Root("id"), JoinID(each.listed.ID...))...)
		result.Diagnostics.Append(l.listing.Fill(ctx, &state, each.object)...)
		result.Resource.Raw = state.Raw
	}
	return result
}

// InVhost is a title for people: orders (virtual host /).
func InVhost(name, vhost string) string { return name + " (virtual host " + vhost + ")" }

// Reserved reports whether a name is one of the broker's own, which nobody else can declare.
func Reserved(name string) bool { return name == "" || strings.HasPrefix(name, "amq.") }
