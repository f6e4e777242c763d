package store

import (
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
}

var companies = &table[Company]{name: "company"}

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
