package store

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"time"

	"chainlead/internal/names"
)

// A Company is a firm the register has met, under the core of its name (深圳鹏程氢动力科技有限公司 is 鹏程氢动力).
type Company struct {
	Core  string    `json:"core"`
	Place string    `json:"place,omitempty"`
	Name  string    `json:"name"` // as first written
	Since time.Time `json:"since"`
	Same  string    `json:"same,omitempty"` // the core of the firm that the office has said it is
}

var companies = &table[Company]{name: "company", indexes: []index[Company]{
	{"same", func(c Company) []string { return onlyIf(c.Same != "", c.Same) }},
}}

// MergeFirms says that a firm is another, or that it isn't any more (Same is ""). Both are cores that the register knows; a chain of mergers ends at one firm.
func (tx *Tx) MergeFirms(core, same string) error {
	c, err := companies.get(tx, core)
	if err != nil {
		return fmt.Errorf("company %s: %w", core, err)
	}
	if same != "" {
		to, err := companies.get(tx, same)
		if err != nil {
			return fmt.Errorf("company %s: %w", same, err)
		}
		if same = to.Same; same == "" {
			same = to.Core
		}
		if same == core {
			return nil // it is the one the other is
		}
		if err := tx.rebase(core, same); err != nil { // those that are this firm are the other too
			return err
		}
	}
	c.Same = same
	return save(tx, companies, core, c)
}

// rebase makes those that are one firm be another.
func (tx *Tx) rebase(core, same string) error {
	members, err := collect(companies.with(tx, "same", core))
	if err != nil {
		return err
	}
	for _, m := range members {
		m.Same = same
		if err := save(tx, companies, m.Core, m); err != nil {
			return err
		}
	}
	return nil
}

// oneFirm are the cores that the office has said are one firm with some.
func (tx *Tx) oneFirm(cores []string) ([]string, error) {
	var out []string
	add := func(core string) {
		if core != "" && !slices.Contains(out, core) {
			out = append(out, core)
		}
	}
	for _, core := range cores {
		add(core)
		c, err := companies.get(tx, core)
		if err == ErrNotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		head := cmp.Or(c.Same, core)
		add(head)
		members, err := collect(companies.with(tx, "same", head))
		if err != nil {
			return nil, err
		}
		for _, m := range members {
			add(m.Core)
		}
	}
	return out, nil
}

// mergedFirm reports whether the office has said that a firm is another, or another it.
func (tx *Tx) mergedFirm(core string) (bool, error) {
	all, err := tx.oneFirm([]string{core})
	return len(all) > 1, err
}

// FirmNamed is the firm a written name surely means, and its name as first written; false if there is none, or more than one is as like.
func (tx *Tx) FirmNamed(written string) (Company, bool, error) {
	x, err := tx.firms()
	if err != nil {
		return Company{}, false, err
	}
	found := x.Find(written)
	if len(found) == 0 || found[0].Like < names.SameFrom || len(found) > 1 && found[1].Like == found[0].Like && !names.Same(found[0].Firm, found[1].Firm) {
		return Company{}, false, nil
	}
	c, err := companies.get(tx, names.Split(found[0].Firm).Core)
	return c, err == nil, err
}

// knowCompanies notes the firms a record names, so that their names can be kept out of channels.
func (tx *Tx) knowCompanies(written []string) error {
	for _, name := range written {
		c := names.Split(name)
		if c.Core == "" {
			continue
		}
		if _, err := companies.get(tx, c.Core); err == nil {
			continue
		} else if err != ErrNotFound {
			return err
		}
		if _, known, err := tx.FirmNamed(name); err != nil { // before it is stored, for then it knows itself
			return err
		} else if known {
			tx.firmsMet = append(tx.firmsMet, name)
		}
		tx.named, tx.mask, tx.firmsNew = true, nil, append(tx.firmsNew, name)
		tx.s.mask.Store(nil)
		v := Company{Core: c.Core, Place: c.Place, Name: name, Since: tx.Now}
		if _, err := companies.put(tx, c.Core, v); err != nil {
			return fmt.Errorf("company %s: %w", name, err)
		}
	}
	return nil
}

// KnowsFirm reports whether the register has met a firm, however its name is written.
func (tx *Tx) KnowsFirm(written string) (bool, error) {
	_, err := companies.get(tx, names.Split(written).Core)
	if err == ErrNotFound {
		return false, nil
	}
	return err == nil, err
}

// NewFirms are those of some firms that this transaction has met for the first time, by any spelling.
func (tx *Tx) NewFirms(written []string) []string {
	return slices.DeleteFunc(slices.Clone(written), func(w string) bool { return !slices.Contains(tx.firmsNew, w) || slices.Contains(tx.firmsMet, w) })
}

// cores are the names under which a record is found by its firms.
func cores(written []string) []string {
	var out []string
	for _, w := range written {
		if c := names.Split(w).Core; c != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// A firmIndex finds firms by any way of writing them. It is made when it is first asked for, and each commit adds the firms it noted.
type firmIndex struct {
	mu sync.Mutex
	x  *names.Index
}

// firms is the index as of this transaction or later.
func (tx *Tx) firms() (*names.Index, error) {
	f := &tx.s.firms
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.x == nil {
		all, err := collect(companies.all(tx))
		if err != nil {
			return nil, fmt.Errorf("companies: %w", err)
		}
		written := make([]string, 0, len(all))
		for _, c := range all {
			written = append(written, c.Name)
		}
		f.x = names.NewIndex(written)
	}
	return f.x, nil
}

// add notes firms that were committed.
func (f *firmIndex) add(written []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.x == nil {
		return // it is made from what is stored
	}
	for _, w := range written {
		f.x.Add(w)
	}
}

type maskCache struct{ m *names.Masker }

// masker hides the names of all firms the register knows. It is built once per new firm.
func (tx *Tx) masker() (*names.Masker, error) {
	if tx.mask != nil {
		return tx.mask, nil
	}
	if c := tx.s.mask.Load(); c != nil && !tx.named {
		return c.m, nil
	}
	all, err := collect(companies.all(tx))
	if err != nil {
		return nil, err
	}
	written := make([]string, 0, 2*len(all))
	for _, c := range all {
		written = append(written, c.Name, c.Core)
	}
	tx.mask = names.NewMasker(written)
	if !tx.named && tx.b.Writable() { // a reader may see an older store
		tx.s.mask.Store(&maskCache{tx.mask})
	}
	return tx.mask, nil
}

// commonCompany reports whether a firm stands in both lists, however it is written.
func commonCompany(a, b []string) bool {
	for _, x := range a {
		for _, y := range b {
			if names.Same(x, y) {
				return true
			}
		}
	}
	return false
}
