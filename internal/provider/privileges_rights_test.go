package provider_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// What a user may have nothing of, and all of.
const noRight, allRights = "none", "`.*`"

// hasIt is the level above noRight of what one has or has not.
const hasIt = "yes"

// The rights, in the order in which they are taken away: who holds the Erlang cookie needs no other. ofPermissions is whether
// there are permissions in the virtual host at all, be they empty.
const (
	ofCookie = iota
	ofTag
	ofConfigure
	ofWrite
	ofRead
	ofTopic
	ofPermissions
	allOfThem
)

// tagLevels are the tags that a user can have, from none to the one that may do everything.
var tagLevels = right{noRight, "management", "policymaker", "monitoring", "monitoring,policymaker", "administrator"}

// nothingOf is a right that plays no part: nobody is given any of it.
var nothingOf = right{noRight}

// rights are what a case may need.
func (l privilegeCase) rights() []right {
	all := slices.Repeat([]right{nothingOf}, allOfThem)
	if l.cookie {
		all[ofCookie] = right{noRight, hasIt}
	}
	if l.nowhere {
		return all
	}
	all[ofTag], all[ofPermissions] = tagLevels, right{noRight, hasIt}
	for _, pattern := range []int{ofConfigure, ofWrite, ofRead} {
		all[pattern] = append(append(right{noRight}, slices.Sorted(maps.Keys(l.objects))...), allRights)
	}
	if l.topic != nil {
		all[ofTopic] = right{noRight, "read: the routing key", allRights}
	}
	return all
}

// lacking are users who have a tag and nothing else, or permissions that match nothing.
func lacking(l privilegeCase) (out [][]string) {
	for _, tag := range tagLevels {
		levels := lowest(l.rights())
		levels[ofTag] = tag
		allowed := slices.Clone(levels)
		allowed[ofPermissions] = hasIt
		out = append(out, levels, allowed)
	}
	return out
}

// cells are the columns of the table that levels fill.
func cells(levels []string) string {
	shown := slices.Clone(levels)
	for i, level := range levels {
		switch {
		case level == noRight && i >= ofConfigure && i <= ofRead && levels[ofPermissions] == hasIt:
			shown[i] = "`\"\"`"
		case level == noRight:
			shown[i] = "–"
		case i == ofTag:
			shown[i] = "`" + strings.ReplaceAll(level, ",", "` and `") + "`"
		}
	}
	return fmt.Sprintf("%s | %s", strings.Join(shown[ofTag:ofPermissions], " | "), shown[ofCookie])
}
