package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.etcd.io/bbolt"

	"chainlead/internal/calendar"
)

// backupsKept is how many daily copies are kept.
const backupsKept = 7

// Backup writes a hot copy of the store into the folder backups beside it, one a day, and keeps the newest seven. It does nothing where the day's copy
// is there. Putting a copy back is stopping the bot, and copying it over chainlead.db.
func (s *Store) Backup() error {
	dir := filepath.Join(s.dir, "backups")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("backup folder: %w", err)
	}
	day := calendar.DayOf(s.Now().In(s.Zone()))
	path := filepath.Join(dir, "chainlead-"+string(day)+".db")
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	if err := s.copyTo(path); err != nil {
		return fmt.Errorf("backup of %s: %w", day, err)
	}
	return thin(dir)
}

// copyTo makes the copy whole or not at all.
func (s *Store) copyTo(path string) error {
	fresh := path + ".new"
	f, err := os.OpenFile(fresh, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	err = s.db.View(func(tx *bbolt.Tx) error {
		_, err := tx.WriteTo(f)
		return err
	})
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(fresh, path)
}

// thin removes all but the newest copies.
func thin(dir string) error {
	all, err := filepath.Glob(filepath.Join(dir, "chainlead-*.db"))
	if err != nil {
		return err
	}
	slices.SortFunc(all, strings.Compare)
	for _, old := range all[:max(0, len(all)-backupsKept)] {
		err = errors.Join(err, os.Remove(old))
	}
	return err
}
