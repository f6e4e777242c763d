package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"chainlead/internal/calendar"
	"chainlead/internal/names"
)

// Errors a caller tells apart.
var (
	ErrNotFound = errors.New("no such record")
	// ErrLocked is returned by Open while another process holds the data.
	ErrLocked = errors.New("another process holds the data")
)

// A Store is the bot's memory: one file, one process. Set Now and Step before the first transaction.
type Store struct {
	// Now is the clock; each transaction reads it once.
	Now func() time.Time
	// Step, if set, is called around each commit with what is about to happen or has happened. Tests kill here.
	Step func(string)
	// Calendar says which days are working days.
	Calendar *calendar.Calendar

	dir   string
	db    *bbolt.DB
	city  atomic.Pointer[City]
	mask  atomic.Pointer[maskCache]
	met   atomic.Pointer[[]Person]
	firms firmIndex
	wake  chan struct{}
}

// An Actor is who a change is logged under: the person, and the delivery it came with.
type Actor struct {
	Person PersonID
	Call   string
}

// Robot is the actor of what the bot does unasked; what names the reminder or the job.
func Robot(what string) Actor { return Actor{Call: "robot/" + what} }

// Open opens the store in dir, making both if need be. It waits a second for another process to let go.
func Open(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	path := filepath.Join(dir, "chainlead.db")
	if err := create(path); err != nil {
		return nil, fmt.Errorf("new store %s: %w", path, err)
	}
	db, err := openFile(path)
	if err != nil {
		return nil, fmt.Errorf("store %s: %w", path, err)
	}
	s := &Store{Now: time.Now, Calendar: calendar.China(), dir: dir, db: db, wake: make(chan struct{}, 1)}
	if err := s.load(); err != nil {
		return nil, errors.Join(fmt.Errorf("store %s: %w", path, err), db.Close())
	}
	return s, nil
}

func openFile(path string) (*bbolt.DB, error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second})
	if errors.Is(err, bolterrors.ErrTimeout) {
		return nil, ErrLocked
	}
	return db, err
}

// create makes a new file whole or not at all: bbolt's own first initialisation can be torn by a power cut.
func create(path string) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	fresh := path + ".new"
	if err := os.Remove(fresh); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	db, err := openFile(fresh)
	if err != nil {
		return err
	}
	if err := errors.Join(db.Sync(), db.Close()); err != nil {
		return err
	}
	return os.Rename(fresh, path)
}

func (s *Store) load() error {
	if err := s.db.Update(migrate); err != nil {
		return err
	}
	return s.View(func(tx *Tx) error { return tx.loadCity() })
}

// Close waits for open transactions and lets the file go.
func (s *Store) Close() error { return s.db.Close() }

// Zone is the city's time zone; UTC until a registry is loaded.
func (s *Store) Zone() *time.Location {
	if c := s.city.Load(); c != nil {
		return c.Location()
	}
	return time.UTC
}

// Wake is signalled after a commit that queued or amended a message.
func (s *Store) Wake() <-chan struct{} { return s.wake }

func (s *Store) signal() {
	select {
	case s.wake <- struct{}{}:
	default: // one signal is enough
	}
}

// A Tx is one look at the store, or one change of it. Now is its time.
type Tx struct {
	Now time.Time

	s        *Store
	b        *bbolt.Tx
	by       Actor
	city     *City // set where this transaction changes the registry
	created  []string
	queued   bool
	named    bool     // a company's name was added
	firmsNew []string // the firms it added
	firmsMet []string // those of them that were known by another spelling
	joined   bool     // a person was changed
	mask     *names.Masker
	absent   map[PersonID]PersonID // who is on leave today, and who stands in
}

// View looks at the store.
func (s *Store) View(f func(*Tx) error) error {
	return s.db.View(func(b *bbolt.Tx) error {
		return f(&Tx{Now: s.Now().UTC(), s: s, b: b})
	})
}

// Update changes the store: all that f did, or nothing if it returns an error or panics. Updates don't nest.
func (s *Store) Update(by Actor, f func(*Tx) error) error {
	var tx *Tx
	s.step("before commit")
	err := s.db.Update(func(b *bbolt.Tx) error {
		tx = &Tx{Now: s.Now().UTC(), s: s, b: b, by: by}
		return f(tx)
	})
	if err != nil {
		return err
	}
	s.step("after commit")
	s.committed(tx)
	return nil
}

// Bulk runs f without waiting for the disk after each commit, and waits once at its end: for filling a new store. A crash meanwhile may
// lose what f wrote.
func (s *Store) Bulk(f func() error) error {
	s.db.NoSync = true
	err := f()
	s.db.NoSync = false
	return errors.Join(err, s.db.Sync())
}

func (s *Store) committed(tx *Tx) {
	s.firms.add(tx.firmsNew)
	if tx.city != nil {
		s.city.Store(tx.city)
	}
	if tx.queued {
		s.signal()
	}
}

func (s *Store) step(what string) {
	if s.Step != nil {
		s.Step(what)
	}
}

// Today is the transaction's day in the city's zone.
func (tx *Tx) Today() calendar.Day { return calendar.DayOf(tx.Now.In(tx.Zone())) }

// Local is t in the city's zone.
func (tx *Tx) Local(t time.Time) time.Time { return t.In(tx.Zone()) }

// Zone is the city's time zone.
func (tx *Tx) Zone() *time.Location { return tx.City().Location() }

// Calendar says which days are working days.
func (tx *Tx) Calendar() *calendar.Calendar { return tx.s.Calendar }

// By is who this change is logged under.
func (tx *Tx) By() Actor { return tx.by }

// Created lists the IDs of the records this transaction has made, in order.
func (tx *Tx) Created() []string { return tx.created }
