package main

import (
	"cmp"
	"maps"
	"reflect"
	"slices"

	"chainlead/internal/say"
)

// changes says what is different in a registry since an older one (nil: all is new), a line a section.
func (r *registry) changes(old *registry) []say.Text {
	old = cmp.Or(old, &registry{})
	out := []say.Text{
		changed(say.Both("Units", "单位"), old.Units, r.Units, func(u registryUnit) (string, string) { return u.ID, u.Name }),
		changed(say.Both("Chains", "产业链"), old.Chains, r.Chains, func(c registryChain) (string, string) { return c.ID, c.Name }),
		changed(say.Both("Bases", "基地"), old.Bases, r.Bases, func(b registryBase) (string, string) { return b.ID, b.Name }),
		changed(say.Both("Posts", "职务"), old.Posts, r.Posts, func(p registryPost) (string, string) { return p.Unit + p.Post + p.From, p.Post }),
		changed(say.Both("People", "人员"), old.People, r.People, func(p registryPerson) (string, string) { return p.ID, p.Name }),
	}
	if old.City.Name != "" && (!reflect.DeepEqual(old.City, r.City) || old.Settings != r.Settings || !reflect.DeepEqual(old.Ambiguous, r.Ambiguous)) {
		out = append(out, say.T("City and settings: changed", "城市和各项设置：有变更"))
	}
	if old.City.Name != "" && !reflect.DeepEqual(old.Opening, r.Opening) {
		out = append(out, say.T("Opening balance: changed", "期初数：有变更"))
	}
	return slices.DeleteFunc(out, say.Text.Empty)
}

// most is how many names are spelt out of what was added, changed or removed.
const most = 5

// changed says what is different in one section; named gives an entry's key and what people call it.
func changed[E any](section say.Text, old, now []E, named func(E) (key, name string)) say.Text {
	was := map[string]E{}
	for _, e := range old {
		k, _ := named(e)
		was[k] = e
	}
	var added, altered, removed []string
	for _, e := range now {
		k, name := named(e)
		o, had := was[k]
		delete(was, k)
		switch {
		case !had:
			added = append(added, name)
		case !reflect.DeepEqual(o, e):
			altered = append(altered, name)
		}
	}
	for _, e := range slices.Collect(maps.Values(was)) {
		_, name := named(e)
		removed = append(removed, name)
	}
	slices.Sort(removed)
	parts := say.Join("; ", "；", some("added", "新增", added), some("changed", "变更", altered), some("removed", "移除", removed))
	if parts.Empty() {
		return parts
	}
	return say.Join(": ", "：", section, parts)
}

// some counts what happened to some names, and spells them out if they are few.
func some(en, zh string, names []string) say.Text {
	what := say.Both(en, zh)
	switch {
	case len(names) == 0:
		return say.Text{}
	case len(names) > most:
		return say.T("%d %s", "%[2]s%[1]d", len(names), what)
	}
	return say.T("%d %s (%s)", "%[2]s%[1]d（%[3]s）", len(names), what, say.List(names...))
}
